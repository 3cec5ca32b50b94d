package io.myworkloads.operator.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.pods.PodViews;
import io.myworkloads.operator.sim.InMemoryObjects.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What must hold of whatever kind owns Pods: at every moment, or at the end. */
public final class ClusterProperties {
  private ClusterProperties() {}

  // at every moment

  /**
   * An owner that is gone or going, though the operator still sees it, adopts nothing: its Pods
   * were left without one on purpose, and the garbage collector would take what it adopts.
   */
  public static void adoptedByTheLiving(SimulatedCluster cluster) {
    onRequest(
        cluster,
        Faults.Verb.ADOPT,
        pod -> {
          ControllerRef controller = Objects.requireNonNull(pod.controller());
          CustomResource<?, ?> owner = cluster.owners().withUid(controller.uid());
          assertThat(owner).as("owner that adopts %s", pod.name()).isNotNull();
          assertThat(Objects.requireNonNull(owner).isMarkedForDeletion())
              .as("owner that adopts %s is on its way out", pod.name())
              .isFalse();
        });
  }

  /** A Pod goes from one owner to another only by way of nobody. */
  public static void neverTakenAway(SimulatedCluster cluster) {
    Map<String, @Nullable ControllerRef> controllers = new HashMap<>();
    watchPods(
        cluster,
        pod -> {
          ControllerRef before = controllers.put(pod.uid(), pod.controller());
          if (before != null && pod.controller() != null && !before.equals(pod.controller())) {
            cluster.check(
                () -> fail("%s went from %s to %s", pod.name(), before, pod.controller()));
          }
        });
  }

  /** What must hold of a Pod whenever such a request has changed it. */
  public static void onRequest(
      SimulatedCluster cluster, Faults.Verb verb, Consumer<PodView> property) {
    watchPods(
        cluster,
        pod -> {
          Faults.Request request = cluster.requests().current();
          if (request != null && request.verb() == verb) {
            cluster.check(() -> property.accept(pod));
          }
        });
  }

  private static void watchPods(SimulatedCluster cluster, Consumer<PodView> watch) {
    InMemoryPods pods = cluster.pods();
    pods.objects()
        .watch(
            pods.objects().version(),
            event -> {
              if (event.change() == Change.PUT) {
                watch.accept(pods.view(event.object()));
              } else {
                watch.accept(PodViews.of(event.object()));
              }
            });
  }

  /** The Pod's owner as the operator saw it when it decided. */
  public static List<CustomResource<?, ?>> decidedUpon(SimulatedCluster cluster, PodView pod) {
    ControllerRef controller = pod.controller();
    return controller == null
        ? List.of()
        : cluster.operator().reconciled().stream()
            .filter(owner -> owner.getMetadata().getUid().equals(controller.uid()))
            .toList();
  }

  // at the end

  /**
   * Nothing was waited for that could not come any more: the operator learnt what became of each of
   * its writes, and was not only saved by its patience.
   */
  public static void gaveNothingUp(SimulatedCluster cluster) {
    assertThat(cluster.operator().shell().expired()).as("expectations given up").isZero();
  }

  /** A name is asked for again only where nobody said that it had become a Pod's. */
  public static void namedOnce(SimulatedCluster cluster) {
    Set<String> made = new HashSet<>();
    for (Requests.Answered answered : cluster.requests().answered()) {
      if (answered.request().verb() == Faults.Verb.CREATE && answered.heard()) {
        assertThat(made).as("made before").doesNotContain(answered.request().name());
        if (answered.answer().equals("done")) {
          made.add(answered.request().name());
        }
      }
    }
  }
}
