package io.myworkloads.operator.core.pods;

import java.time.Instant;
import java.util.Set;

/**
 * A write that failed and has not been followed by a success of its sort.
 *
 * @param message the API server's words
 * @param retryAt before this nothing of the sort is tried again
 * @param claims the Pods that could not be adopted or released, as they were seen then: who looks
 *     different since may be claimed at once; empty for other sorts
 */
public record Failure(Reason reason, String message, Instant retryAt, Set<PodView> claims) {

  public Failure {
    claims = Set.copyOf(claims);
  }

  /** What failed. */
  public enum Reason {
    /** A Pod could not be made. */
    FAILED_CREATE,
    /** A Pod could not be deleted. */
    FAILED_DELETE,
    /** Pods could not be adopted or released. */
    FAILED_CLAIM,
    /** The history of the templates could not be kept. */
    FAILED_REVISION,
    /**
     * The API server does not say that the owner is there and not being deleted: nothing is done on
     * its behalf before it does.
     */
    OWNER_UNCONFIRMED,
    /** The namespace is on its way out: nothing to tell anyone, and no use in trying often. */
    NAMESPACE_TERMINATING;
  }
}
