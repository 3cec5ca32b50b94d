package io.myworkloads.e2e.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.e2e.cluster.TestCluster;
import io.myworkloads.e2e.cluster.TestNamespace;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.cluster.WithOperator;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** As many Pods as asked for, whatever happens to one of them. */
@ParameterizedClass
@EnumSource
@WithOperator
class ReplacementIT {
  private final ReplicatedKind kind;
  private Kubectl kubectl;
  private TestReplicated<?, ?> set;

  ReplacementIT(ReplicatedKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void apply(TestCluster cluster, @TestNamespace String namespace) {
    kubectl = new Kubectl(cluster, namespace);
    set = kind.applySample(kubectl);
    set.awaitReady(3);
  }

  @Test
  void threeReplicasComeUpAndAreTold() {
    Waiting.untilAsserted(
        "the status to tell of all",
        TestReplicated.DEADLINE,
        () -> {
          assertThat(set.status().getAvailableReplicas()).isEqualTo(3);
          assertThat(set.status().getFullyLabeledReplicas()).isEqualTo(3);
          assertThat(set.status().getConditions())
              .extracting(Condition::getType, Condition::getStatus)
              .containsExactly(tuple("Available", "True"));
        });
    assertThat(set.pods())
        .allSatisfy(
            pod -> {
              assertThat(pod.getMetadata().getName()).matches(set.name() + "-[a-z0-9]{5}");
              assertThat(pod.getMetadata().getGenerateName()).isEqualTo(set.name() + "-");
              assertThat(Pods.owners(pod))
                  .singleElement()
                  .satisfies(
                      owner -> {
                        assertThat(owner.getApiVersion()).isEqualTo("myworkloads.io/v1");
                        assertThat(owner.getKind()).isEqualTo(kind.kind());
                        assertThat(owner.getName()).isEqualTo(set.name());
                        assertThat(owner.getBlockOwnerDeletion()).isTrue();
                      });
            });
    assertThat(words(kubectl.run("get", kind.shortName(), set.name())).get(0))
        .containsExactly("NAME", "DESIRED", "CURRENT", "READY", "AGE");
    assertThat(words(kubectl.run("get", kind.shortName(), set.name())).get(1))
        .startsWith(set.name(), "3", "3", "3");
    assertThat(words(kubectl.run("get", kind.shortName(), set.name(), "-o", "wide")).get(0))
        .containsExactly(
            "NAME", "DESIRED", "CURRENT", "READY", "AGE", "CONTAINERS", "IMAGES", "SELECTOR");
    assertThat(words(kubectl.run("get", kind.shortName(), set.name(), "-o", "wide")).get(1))
        .endsWith("kubia", "busybox:1.35", "app=" + set.name());
  }

  @Test
  void isFoundByTheNumberOfItsReplicas() {
    String name =
        "%s.myworkloads.io/%s".formatted(kind.kind().toLowerCase(Locale.ROOT), set.name());
    assertThat(withReplicas(3)).isEqualTo(name);
    assertThat(withReplicas(2)).isEmpty();
  }

  private String withReplicas(int count) {
    return kubectl.run(
        "get", kind.shortName(), "--field-selector", "status.replicas=" + count, "-o", "name");
  }

  @Test
  void deletedPodIsReplacedAndTheEventsSaySo() {
    Set<String> before = set.podUids();
    Pod victim = set.pods().getFirst();
    kubectl.deletePod(victim);

    List<Pod> after = awaitThreeOthersThan(victim);
    assertThat(Pods.uids(after)).hasSize(3).doesNotContain(victim.getMetadata().getUid());
    Pod replacement =
        after.stream()
            .filter(pod -> !before.contains(pod.getMetadata().getUid()))
            .findFirst()
            .orElseThrow();
    Waiting.untilAsserted(
        "the replacement's event",
        TestReplicated.DEADLINE,
        () ->
            assertThat(set.events("SuccessfulCreate"))
                .hasSize(4)
                .allMatch(event -> "Normal".equals(event.getType()))
                .allMatch(event -> kind.component().equals(event.getSource().getComponent()))
                .extracting(Event::getMessage)
                .contains("Created pod: " + replacement.getMetadata().getName()));
    assertThat(kubectl.run("describe", kind.shortName(), set.name()))
        .contains("SuccessfulCreate", "Created pod: " + replacement.getMetadata().getName());
  }

  private List<Pod> awaitThreeOthersThan(Pod victim) {
    Waiting.untilAsserted(
        "a replacement",
        TestReplicated.DEADLINE,
        () -> assertThat(set.podUids()).hasSize(3).doesNotContain(victim.getMetadata().getUid()));
    return set.awaitReady(3);
  }

  private static List<List<String>> words(String table) {
    return table.lines().map(line -> List.of(line.strip().split("\\s+"))).toList();
  }
}
