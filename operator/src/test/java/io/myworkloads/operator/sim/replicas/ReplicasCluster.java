package io.myworkloads.operator.sim.replicas;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.api.v1.FailedPods;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetSpec;
import io.myworkloads.api.v1.MyReplicationController;
import io.myworkloads.api.v1.MyReplicationControllerSpec;
import io.myworkloads.api.v1.ReplicatedSpec;
import io.myworkloads.api.v1.ReplicatedStatus;
import io.myworkloads.operator.controller.MyReplicaSetController;
import io.myworkloads.operator.controller.MyReplicationControllerController;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.sim.SimulatedCluster;
import io.myworkloads.operator.sim.SimulatedController.Registration;
import io.myworkloads.operator.sim.SimulatedShell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with a MyReplicaSet {@code web}, which selects {@code app=web}, and a
 * MyReplicationController {@code db}, which selects {@code app=db} and, as its user likes, a {@code
 * tier} besides.
 */
final class ReplicasCluster extends SimulatedCluster {
  ReplicasCluster() {
    this(ReplicasCluster::controllers);
  }

  /** With controllers that are not ours, or not as they should be. */
  ReplicasCluster(Function<Shell, List<Registration<?>>> controllers) {
    super(shells -> controllers.apply(shells.common()));
    owners().install(MyReplicaSet.class, MyReplicaSet::new);
    owners().install(MyReplicationController.class, MyReplicationController::new);
  }

  static List<Registration<?>> controllers(Shell shell) {
    var sets = new MyReplicaSetController(shell);
    var replicationControllers = new MyReplicationControllerController(shell);
    return List.of(
        new Registration<>(MyReplicaSet.class, sets, sets.updates()),
        new Registration<>(
            MyReplicationController.class,
            replicationControllers,
            replicationControllers.updates()));
  }

  // what there is

  Optional<MyReplicaSet> web() {
    return owners().objects(MyReplicaSet.class).get(NAMESPACE, "web");
  }

  Optional<MyReplicationController> db() {
    return owners().objects(MyReplicationController.class).get(NAMESPACE, "db");
  }

  /** Web and db, as far as they are there. */
  Stream<CustomResource<? extends ReplicatedSpec, ? extends ReplicatedStatus>> replicated() {
    return Stream.concat(web().stream(), db().stream());
  }

  static int asked(CustomResource<?, ?> owner) {
    return spec(owner).replicasOrDefault();
  }

  static ReplicatedSpec spec(CustomResource<?, ?> owner) {
    return (ReplicatedSpec) owner.getSpec();
  }

  /** The labels that the owner's Pods must have; both kinds use equality only here. */
  static Map<String, String> selector(CustomResource<?, ?> owner) {
    return switch (owner.getSpec()) {
      case MyReplicaSetSpec spec -> Objects.requireNonNull(spec.getSelector()).getMatchLabels();
      case MyReplicationControllerSpec spec -> Objects.requireNonNull(spec.getSelector());
      default -> throw new IllegalArgumentException(owner.getKind());
    };
  }

  static boolean selects(CustomResource<?, ?> owner, PodView pod) {
    return pod.namespace().equals(NAMESPACE)
        && pod.labels().entrySet().containsAll(selector(owner).entrySet());
  }

  /** Alive, the owner's, and selected by it. */
  List<PodView> active(CustomResource<?, ?> owner) {
    String uid = owner.getMetadata().getUid();
    return pods().views().stream()
        .filter(pod -> pod.ownedBy(uid) && pod.active() && selects(owner, pod))
        .toList();
  }

  /** Those of the owner that have failed and are not deleted yet. */
  List<PodView> failed(CustomResource<?, ?> owner) {
    String uid = owner.getMetadata().getUid();
    return pods().views().stream()
        .filter(pod -> pod.ownedBy(uid) && pod.phase() == PodPhase.FAILED && !pod.deleting())
        .filter(pod -> selects(owner, pod))
        .toList();
  }

  /** On their way out, but their containers may still run. */
  List<PodView> terminating(CustomResource<?, ?> owner) {
    String uid = owner.getMetadata().getUid();
    return pods().views().stream()
        .filter(pod -> pod.ownedBy(uid) && pod.terminating() && selects(owner, pod))
        .toList();
  }

  // what users do

  void createWeb(int replicas, Consumer<MyReplicaSetSpec> options) {
    var spec = new MyReplicaSetSpec();
    spec.setReplicas(replicas);
    spec.setSelector(new LabelSelectorBuilder().addToMatchLabels("app", "web").build());
    spec.setTemplate(template(Map.of("app", "web")));
    options.accept(spec);
    owners().create(MyReplicaSet.class, NAMESPACE, "web", spec);
    note(() -> "user makes web: " + line(spec));
  }

  void createDb(int replicas) {
    owners().create(MyReplicationController.class, NAMESPACE, "db", dbSpec(replicas, null));
  }

  /** Asks for something else of the MyReplicaSet. */
  void changeWeb(MyReplicaSet web, Consumer<MyReplicaSetSpec> change) {
    MyReplicaSetSpec before = web.getSpec();
    var spec = new MyReplicaSetSpec();
    spec.setReplicas(before.getReplicas());
    spec.setMinReadySeconds(before.getMinReadySeconds());
    spec.setSelector(before.getSelector());
    spec.setTemplate(before.getTemplate());
    spec.setPodReplacementPolicy(before.getPodReplacementPolicy());
    spec.setFailedPods(before.getFailedPods());
    spec.setReplaceAfterRestarts(before.getReplaceAfterRestarts());
    change.accept(spec);
    owners().replace(web, spec);
    note(() -> "user asks of web: " + line(spec));
  }

  private static String line(MyReplicaSetSpec spec) {
    FailedPods failed = spec.getFailedPods();
    return ("%d replicas, minReadySeconds %d, template %s, podReplacementPolicy %s,"
            + " replaceAfterRestarts %s, failedPods %s")
        .formatted(
            spec.replicasOrDefault(),
            spec.minReadySecondsOrDefault(),
            Objects.requireNonNull(spec.getTemplate()).getMetadata().getLabels(),
            spec.podReplacementPolicyOrDefault(),
            spec.getReplaceAfterRestarts(),
            failed == null
                ? "all"
                : "keep %s, ttlSeconds %s".formatted(failed.getKeep(), failed.getTtlSeconds()));
  }

  void changeDb(MyReplicationController db, int replicas, @Nullable String tier) {
    owners().replace(db, dbSpec(replicas, tier));
    note(() -> "user asks for %d of db, tier %s".formatted(replicas, tier));
  }

  private static MyReplicationControllerSpec dbSpec(int replicas, @Nullable String tier) {
    Map<String, String> labels = new HashMap<>(Map.of("app", "db"));
    if (tier != null) {
      labels.put("tier", tier);
    }
    var spec = new MyReplicationControllerSpec();
    spec.setReplicas(replicas);
    spec.setSelector(labels);
    spec.setTemplate(template(labels));
    return spec;
  }

  static PodTemplateSpec template(Map<String, String> labels) {
    return SimulatedShell.template(labels);
  }
}
