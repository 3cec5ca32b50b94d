package io.myworkloads.operator.sim.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.RollbackTo;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.Faults.Verb;
import io.myworkloads.operator.sim.GarbageCollector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the controller does with the history of a set's templates, on three nodes. */
class DaemonStoriesTest {
  private static final Faults NO_REVISIONS =
      request -> request.verb() == Verb.REVISION ? Fault.FORBIDDEN : Fault.NONE;

  private final DaemonCluster cluster = new DaemonCluster();

  @BeforeEach
  void aSettledSet() {
    cluster.create(spec -> {});
    cluster.startOperator();
    cluster.settle();
    assertThat(pods()).hasSize(3);
    assertThat(cluster.history(set())).hasSize(1);
  }

  private MyDaemonSet set() {
    return cluster.agent().orElseThrow();
  }

  private List<PodView> pods() {
    return cluster.pods().views().stream()
        .filter(pod -> "agent".equals(pod.labels().get("app")) && pod.active())
        .toList();
  }

  private Set<String> uids() {
    return pods().stream().map(PodView::uid).collect(Collectors.toSet());
  }

  private PodView podOn(String node) {
    return pods().stream().filter(pod -> node.equals(pod.targetNode())).findFirst().orElseThrow();
  }

  private void changeImage(String image) {
    cluster.change(set(), spec -> DaemonCluster.image(spec, image));
  }

  private void rollBack(@Nullable Long revision) {
    var wish = new RollbackTo();
    wish.setRevision(revision);
    cluster.change(set(), spec -> spec.setRollbackTo(wish));
  }

  private Condition condition(String type) {
    return set().getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private List<String> events() {
    return cluster.operator().shell().events();
  }

  @Test
  void withoutARevisionNoPodIsMadeFromTheTemplateButMisplacedOnesGo() {
    Set<String> before = uids();
    cluster.requests().fail(NO_REVISIONS);
    changeImage("agent:2");
    cluster
        .nodes()
        .put(
            "n0",
            Map.of(),
            new TaintBuilder().withKey("only").withEffect("NoExecute").build(),
            true);
    cluster.nodes().put("n3", Map.of(), null, true);
    cluster.workOff();
    assertThat(uids()).hasSize(2).isSubsetOf(before);
    assertThat(condition("Progressing").getStatus()).isEqualTo("False");
    assertThat(condition("Progressing").getReason()).isEqualTo("FailedRevision");
    assertThat(events())
        .anyMatch(event -> event.startsWith("Warning FailedRevision Error writing"));

    cluster.requests().fail(Faults.NONE);
    cluster.settle();
    assertThat(pods()).extracting(PodView::targetNode).containsExactlyInAnyOrder("n1", "n2", "n3");
    DaemonProperties.asAsked(cluster);
  }

  @Test
  void aHistoryThatCannotBePutInOrderHoldsNoMissingPodUp() {
    ControllerRevision revision = cluster.history(set()).getFirst();
    cluster.requests().fail(NO_REVISIONS);
    cluster.revisions().relabel(revision, Map.of("app", "agent"));
    Set<String> others = Set.of(podOn("n1").uid(), podOn("n2").uid());
    cluster.pods().vanish(cluster.pods().of(podOn("n0")));
    cluster.workOff();
    assertThat(uids()).hasSize(3).containsAll(others);

    cluster.requests().fail(Faults.NONE);
    cluster.settle();
    assertThat(uids()).as("none is of another template").hasSize(3).containsAll(others);
    DaemonProperties.asAsked(cluster);
  }

  @Test
  void aNameThatIsTakenIsCountedAndAnotherOneTaken() {
    ControllerRevision revision = cluster.history(set()).getFirst();
    cluster.owners().remove(set());
    cluster.settle();
    cluster
        .revisions()
        .add(
            new ControllerRevisionBuilder()
                .withNewMetadata()
                .withNamespace(DaemonCluster.NAMESPACE)
                .withName(revision.getMetadata().getName())
                .endMetadata()
                .withData(Map.of("some", "thing"))
                .withRevision(1L)
                .build());
    cluster.create(spec -> {});
    cluster.settle();

    assertThat(pods()).hasSize(3);
    assertThat(set().getStatus().getCollisionCount()).isEqualTo(1);
    assertThat(cluster.history(set()))
        .singleElement()
        .satisfies(
            made ->
                assertThat(made.getMetadata().getName())
                    .isNotEqualTo(revision.getMetadata().getName()));
  }

  @Test
  void aNewSetTakesOverOrphanedPodsAndTheirHistory() {
    changeImage("agent:2");
    cluster.settle();
    Set<String> pods = uids();
    List<String> history =
        cluster.history(set()).stream().map(each -> each.getMetadata().getUid()).toList();
    cluster.owners().delete(set(), GarbageCollector.ORPHAN);
    cluster.settle();
    assertThat(cluster.agent()).isEmpty();

    cluster.create(spec -> DaemonCluster.image(spec, "agent:2"));
    cluster.settle();
    assertThat(uids()).isEqualTo(pods);
    assertThat(cluster.history(set()))
        .extracting(each -> each.getMetadata().getUid())
        .containsExactlyElementsOf(history);
  }

  @Test
  void rollsBackToTheTemplateBefore() {
    changeImage("agent:2");
    cluster.settle();
    rollBack(null);
    cluster.settle();
    assertThat(set().getSpec().getRollbackTo()).isNull();
    assertThat(cluster.history(set()))
        .extracting(ControllerRevision::getRevision)
        .containsExactly(2L, 3L);
    assertThat(events()).contains("Normal DaemonSetRollback Rolled back to revision 1");
    DaemonProperties.asAsked(cluster);
  }

  @Test
  void tellsOnceOfARevisionThatIsNotThereAndGoesOn() {
    rollBack(7L);
    cluster.settle();
    cluster.pods().vanish(cluster.pods().of(podOn("n0")));
    cluster.settle();
    assertThat(pods()).hasSize(3);
    assertThat(condition("Progressing").getReason()).isEqualTo("RollbackRevisionNotFound");
    assertThat(events())
        .filteredOn(event -> event.contains("DaemonSetRollbackRevisionNotFound"))
        .hasSize(1);
    rollBack(1L);
    cluster.settle();
    assertThat(set().getSpec().getRollbackTo()).isNull();
    assertThat(events())
        .contains(
            "Warning DaemonSetRollbackTemplateUnchanged The template is that of revision 1 already");
  }

  @Test
  void aRollbackThatTheServerRefusesIsTriedAgain() {
    changeImage("agent:2");
    cluster.settle();
    cluster.requests().fail(Faults.script(Verb.ROLLBACK, Fault.SERVER_ERROR, Fault.ANSWER_LOST));
    rollBack(1L);
    cluster.settle();
    assertThat(set().getSpec().getRollbackTo()).isNull();
    assertThat(cluster.history(set()).getLast().getRevision()).isEqualTo(3);
    DaemonProperties.asAsked(cluster);
  }

  @Test
  void aFailedPodIsReplacedAfterAPauseAndToldOf() {
    PodView failed = podOn("n0");
    cluster.pods().end(cluster.pods().of(failed), "Failed");
    cluster.settle();
    assertThat(uids()).hasSize(3).doesNotContain(failed.uid());
    assertThat(events())
        .contains(
            "Warning FailedDaemonPod Found failed daemon pod shop/%s on node n0, will try to kill it"
                .formatted(failed.name()));
  }

  @Test
  void noMoreOldTemplatesAreKeptThanAskedFor() {
    cluster.change(set(), spec -> spec.setRevisionHistoryLimit(1));
    for (int i = 2; i < 6; i++) {
      changeImage("agent:" + i);
      cluster.settle();
    }
    assertThat(cluster.history(set()))
        .extracting(ControllerRevision::getRevision)
        .containsExactly(4L, 5L);
    assertThat(pods())
        .extracting(pod -> pod.labels().get(RevisionView.HASH_LABEL))
        .containsOnly(cluster.currentHash(set()).orElseThrow());
  }
}
