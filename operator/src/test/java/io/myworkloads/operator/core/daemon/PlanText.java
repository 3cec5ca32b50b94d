package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import java.util.List;
import java.util.stream.Collectors;

/** A plan's actions as a line, such as {@code adopt a, create on n1 n2, delete b}. */
final class PlanText {
  private PlanText() {}

  static String of(DaemonObservation seen) {
    return DaemonDecision.plan(seen).actions().stream()
        .map(
            action ->
                switch (action) {
                  case PodAction.Adopt adopt -> "adopt " + names(adopt.pods());
                  case PodAction.Release release -> "release " + names(release.pods());
                  case PodAction.Create create -> "create " + create.count();
                  case PodAction.Replace replace -> "replace " + replace.pod().name();
                  case PodAction.CreateOn create -> "create on " + String.join(" ", create.nodes());
                  case PodAction.Delete delete -> "delete " + names(delete.pods());
                })
        .collect(Collectors.joining(", "));
  }

  private static String names(List<PodView> pods) {
    return pods.stream().map(PodView::name).sorted().collect(Collectors.joining(" "));
  }
}
