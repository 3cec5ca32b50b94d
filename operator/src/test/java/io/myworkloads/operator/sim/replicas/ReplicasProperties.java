package io.myworkloads.operator.sim.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.api.v1.FailedPods;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetStatus;
import io.myworkloads.api.v1.ReplicatedSpec;
import io.myworkloads.api.v1.ReplicatedStatus;
import io.myworkloads.api.v1.RestartReplacements;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.sim.ClusterProperties;
import io.myworkloads.operator.sim.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What must hold of the kinds that keep a number of Pods: at every moment, or at the end. */
final class ReplicasProperties {
  private ReplicasProperties() {}

  // at every moment

  /**
   * There is never a moment at which a new Pod is one too many for the spec that was decided upon,
   * whatever was lost or late. Where it says so, Pods that are on their way out count too.
   */
  static void neverOneTooMany(ReplicasCluster cluster) {
    ClusterProperties.onRequest(
        cluster,
        Faults.Verb.CREATE,
        pod ->
            ClusterProperties.decidedUpon(cluster, pod)
                .forEach(
                    owner ->
                        assertThat(running(cluster, owner))
                            .as("alive of %s once %s is made", name(owner), pod.name())
                            .isLessThanOrEqualTo(ReplicasCluster.asked(owner))));
  }

  private static int running(ReplicasCluster cluster, CustomResource<?, ?> owner) {
    boolean waits = ReplicasCluster.spec(owner).podReplacementPolicyOrDefault().equals("Failed");
    return cluster.active(owner).size() + (waits ? cluster.terminating(owner).size() : 0);
  }

  /**
   * The same the other way round: no deletion leaves one too few. One whose outcome nobody knew is
   * asked for again even if more Pods are asked for since: it counts against the spec of its first
   * try.
   */
  static void neverOneTooFew(ReplicasCluster cluster) {
    Map<String, Integer> askedAtFirst = new HashMap<>();
    cluster
        .requests()
        .watch(
            request -> {
              if (request.verb() == Faults.Verb.DELETE) {
                cluster
                    .operator()
                    .reconciled()
                    .ifPresent(
                        owner ->
                            askedAtFirst.merge(
                                request.name(), ReplicasCluster.asked(owner), Math::min));
              }
            });
    ClusterProperties.onRequest(
        cluster,
        Faults.Verb.DELETE,
        pod ->
            ClusterProperties.decidedUpon(cluster, pod)
                .forEach(
                    owner ->
                        assertThat(cluster.active(owner).size())
                            .as("alive of %s once %s is deleted", name(owner), pod.name())
                            .isGreaterThanOrEqualTo(
                                Objects.requireNonNull(askedAtFirst.get(pod.name())))));
  }

  /**
   * A Pod that is deleted, though there are no more than asked for, is the one that the owner's
   * status names to whoever reads it, also after a restart.
   */
  static void replacedAsTold(ReplicasCluster cluster) {
    ClusterProperties.onRequest(
        cluster,
        Faults.Verb.DELETE,
        pod ->
            ClusterProperties.decidedUpon(cluster, pod).stream()
                .filter(owner -> cluster.active(owner).size() < ReplicasCluster.asked(owner))
                .forEach(
                    owner ->
                        assertThat(told(cluster, owner))
                            .as("told of the replacement of " + pod.name())
                            .isNotNull()
                            .extracting(RestartReplacements::getPodUID)
                            .isEqualTo(pod.uid())));
  }

  /** Replacements are counted one by one, and with the pauses that their number asks for. */
  static void replacedWithPauses(ReplicasCluster cluster) {
    Map<String, RestartReplacements> last = new HashMap<>();
    cluster
        .owners()
        .objects(MyReplicaSet.class)
        .watch(
            cluster.owners().objects(MyReplicaSet.class).version(),
            event -> {
              MyReplicaSet owner = event.object();
              RestartReplacements now =
                  owner.getStatus() == null ? null : owner.getStatus().getRestartReplacements();
              String uid = owner.getMetadata().getUid();
              RestartReplacements before = now == null ? last.remove(uid) : last.put(uid, now);
              if (now != null && before != null && !now.equals(before)) {
                cluster.check(() -> follows(before, now));
              }
            });
  }

  private static void follows(RestartReplacements before, RestartReplacements now) {
    int count = Objects.requireNonNull(before.getCount());
    if (Objects.equals(now.getPodUID(), before.getPodUID())) {
      // told again, because the answer to the first time was lost
      assertThat(now.getCount()).as("replacements told").isEqualTo(count);
      return;
    }
    if (Objects.requireNonNull(now.getCount()) == 1) {
      return; // a row of its own, as the one before was overcome
    }
    assertThat(now.getCount()).as("replacements told").isEqualTo(count + 1);
    assertThat(Duration.between(time(before), time(now)))
        .as("pause after replacement %d", count)
        .isGreaterThanOrEqualTo(Duration.ofSeconds(Math.min(600, 10L << Math.min(count - 1, 10))));
  }

  private static Instant time(RestartReplacements told) {
    return Instant.parse(Objects.requireNonNull(told.getLastTime()));
  }

  /** What the server has, not what the operator has heard of it. */
  private static @Nullable RestartReplacements told(
      ReplicasCluster cluster, CustomResource<?, ?> owner) {
    CustomResource<?, ?> there = cluster.owners().withUid(owner.getMetadata().getUid());
    return there != null && there.getStatus() instanceof ReplicatedStatus status
        ? status.getRestartReplacements()
        : null;
  }

  // at the end

  /** The desired state is reached, and told as it is. */
  static void asAsked(ReplicasCluster cluster) {
    cluster.replicated().forEach(owner -> asAsked(cluster, owner));
    ClusterProperties.namedOnce(cluster);
  }

  private static void asAsked(
      ReplicasCluster cluster,
      CustomResource<? extends ReplicatedSpec, ? extends ReplicatedStatus> owner) {
    String uid = owner.getMetadata().getUid();
    assertThat(cluster.active(owner).size())
        .as("alive of " + name(owner))
        .isEqualTo(ReplicasCluster.asked(owner));
    assertThat(
            cluster.pods().views().stream()
                .filter(PodView::active)
                .filter(p -> ReplicasCluster.selects(owner, p) ? p.orphan() : p.ownedBy(uid))
                .map(PodView::name))
        .as("Pods that %s has to claim or to let go", name(owner))
        .isEmpty();
    keepsAsManyFailedAsAsked(cluster, owner);
    tellsTheTruth(cluster, owner, owner.getStatus());
  }

  private static void keepsAsManyFailedAsAsked(
      ReplicasCluster cluster, CustomResource<?, ?> owner) {
    FailedPods rule = ReplicasCluster.spec(owner).getFailedPods();
    if (rule != null && (rule.getKeep() != null || rule.getTtlSeconds() != null)) {
      int most = rule.getTtlSeconds() != null ? 0 : Objects.requireNonNull(rule.getKeep());
      assertThat(cluster.failed(owner).size())
          .as("failed Pods of " + name(owner))
          .isLessThanOrEqualTo(most);
    }
  }

  private static void tellsTheTruth(
      ReplicasCluster cluster, CustomResource<?, ?> owner, ReplicatedStatus status) {
    ReplicatedSpec spec = ReplicasCluster.spec(owner);
    Map<String, String> labels =
        Objects.requireNonNull(spec.getTemplate()).getMetadata().getLabels();
    Duration minReady = Duration.ofSeconds(spec.minReadySecondsOrDefault());
    List<PodView> active = cluster.active(owner);
    assertThat(status.getReplicas()).as("replicas of " + name(owner)).isEqualTo(active.size());
    assertThat(status.getFullyLabeledReplicas())
        .as("fullyLabeledReplicas of " + name(owner))
        .isEqualTo(count(active, pod -> pod.labels().entrySet().containsAll(labels.entrySet())));
    assertThat(status.getReadyReplicas())
        .as("readyReplicas of " + name(owner))
        .isEqualTo(count(active, PodView::ready));
    assertThat(status.getAvailableReplicas())
        .as("availableReplicas of " + name(owner))
        .isEqualTo(count(active, pod -> pod.available(minReady, cluster.now())));
    assertThat(status.getObservedGeneration())
        .as("observedGeneration of " + name(owner))
        .isEqualTo(owner.getMetadata().getGeneration());
    assertThat(status.getConditions())
        .as("conditions of " + name(owner))
        .extracting(Condition::getType, Condition::getStatus)
        .containsExactly(tuple("Available", "True"));
    if (owner instanceof MyReplicaSet && status instanceof MyReplicaSetStatus ofSet) {
      assertThat(ofSet.getTerminatingReplicas()).as("terminatingReplicas").isZero();
    }
  }

  private static int count(List<PodView> pods, Predicate<PodView> counted) {
    return Math.toIntExact(pods.stream().filter(counted).count());
  }

  private static String name(CustomResource<?, ?> owner) {
    return owner.getMetadata().getName();
  }
}
