package io.myworkloads.operator.sim.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.Faults.Verb;
import io.myworkloads.operator.sim.SimulatedShell;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A finalizer stays for as long as somebody waits for the Pod's end, and not longer. */
class FinalizersTest {
  private final JobsCluster cluster = new JobsCluster();

  @BeforeEach
  void runThree() {
    cluster.create(
        spec -> {
          spec.setCompletions(3);
          spec.setParallelism(3);
        });
    cluster.startOperator();
    cluster.settle();
    assertThat(cluster.tracked()).hasSize(3);
  }

  private MyJob job() {
    return cluster.job().orElseThrow();
  }

  @Test
  void noneOutlivesItsJob() {
    cluster.owners().remove(job());
    cluster.settle();

    assertThat(cluster.tracked()).isEmpty();
    assertThat(cluster.pods().views()).allMatch(JobsCluster::isForeign);
  }

  @Test
  void noneOutlivesAJobThatIsDeletedWhileNoOperatorRuns() {
    cluster.owners().remove(job());
    cluster.startOperator();
    cluster.settle();

    assertThat(cluster.tracked()).isEmpty();
  }

  @Test
  void whatFailsIsTriedAgain() {
    cluster.requests().fail(Faults.script(Verb.UNTRACK, Fault.SERVER_ERROR, Fault.THROTTLED));
    cluster.owners().remove(job());
    cluster.settle();

    assertThat(cluster.tracked()).isEmpty();
  }

  @Test
  void onePodThatIsReleasedLosesIt() {
    PodView pod = cluster.tracked().getFirst();
    cluster.pods().relabel(cluster.pods().of(pod), Map.of("app", "mine"));
    cluster.settle();

    PodView released = cluster.pods().view(cluster.pods().of(pod));
    assertThat(released.orphan()).isTrue();
    assertThat(released.tracked()).isFalse();
    assertThat(cluster.tracked()).as("another in its place").hasSize(3);
  }

  @Test
  void onePodThatIsNobodysLosesIt() {
    PodView pod = cluster.tracked().getFirst();
    cluster.pods().relabel(cluster.pods().of(pod), Map.of("app", "mine"));
    cluster.pods().orphan(cluster.pods().of(pod), job().getMetadata().getUid());
    cluster.settle();

    assertThat(cluster.pods().view(cluster.pods().of(pod)).tracked()).isFalse();
  }

  @Test
  void onePodOfAnotherControllerKeepsIt() {
    var pod =
        cluster
            .pods()
            .add(
                new PodBuilder()
                    .withNewMetadata()
                    .withNamespace(JobsCluster.NAMESPACE)
                    .withName("foreign-tracked")
                    .withFinalizers(PodRun.FINALIZER)
                    .withOwnerReferences(SimulatedShell.owner("other", "it").controllerReference())
                    .endMetadata()
                    .withNewSpec()
                    .endSpec()
                    .build());
    cluster.settle();

    assertThat(cluster.pods().view(pod).tracked()).isTrue();
  }
}
