package io.myworkloads.operator.core.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An observation and what follows.
 *
 * @param actions such as {@code adopt a b, release c, create 3, delete d}
 */
record DecisionCase(String name, ObservationBuilder seen, String actions) {

  void check() {
    assertThat(text(ReplicasDecision.actions(seen.build()))).isEqualTo(actions);
  }

  static String text(List<PodAction> actions) {
    return actions.stream()
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
    return pods.stream().map(PodView::name).collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return name;
  }
}
