package io.myworkloads.operator.runtime.pods;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.PodView;
import java.util.List;

/**
 * Why a plan could not be carried out to its end.
 *
 * @param message the server's words
 * @param claims the Pods that could not be adopted or released; empty where it was not that
 */
public record FailedWrite(Failure.Reason reason, String message, List<PodView> claims) {

  public FailedWrite(Failure.Reason reason, String message) {
    this(reason, message, List.of());
  }
}
