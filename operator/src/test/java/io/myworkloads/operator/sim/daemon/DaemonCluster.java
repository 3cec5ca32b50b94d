package io.myworkloads.operator.sim.daemon;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.api.v1.DaemonSetUpdateStrategy;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.MyDaemonSetSpec;
import io.myworkloads.api.v1.RollingUpdateDaemonSet;
import io.myworkloads.operator.controller.MyDaemonSetController;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.sim.SimulatedCluster;
import io.myworkloads.operator.sim.SimulatedController.Registration;
import io.myworkloads.operator.sim.SimulatedNodes;
import io.myworkloads.operator.sim.SimulatedShell;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cluster with a MyDaemonSet {@code agent}, which selects {@code app=agent}. */
final class DaemonCluster extends SimulatedCluster {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final Map<String, String> LABELS = Map.of("app", "agent");

  DaemonCluster() {
    super(shells -> controllers(shells.common(), shells.daemons()));
    owners().install(MyDaemonSet.class, MyDaemonSet::new);
  }

  private static List<Registration<?>> controllers(Shell shell, DaemonShell daemons) {
    var sets = new MyDaemonSetController(shell, daemons);
    return List.of(new Registration<>(MyDaemonSet.class, sets, sets.updates()));
  }

  // what there is

  Optional<MyDaemonSet> agent() {
    return owners().objects(MyDaemonSet.class).get(NAMESPACE, "agent");
  }

  /** Whether the set's Pods are put on a node, as its user would say. */
  static boolean wanted(MyDaemonSet set, Node node) {
    return mayStay(set, node) && taint(node).isEmpty();
  }

  /** Whether a Pod of the set may be on a node. */
  static boolean mayStay(MyDaemonSet set, Node node) {
    Map<String, String> selector = template(set).getSpec().getNodeSelector();
    return node.getMetadata().getLabels().entrySet().containsAll(selector.entrySet())
        && !taint(node).equals("NoExecute");
  }

  private static String taint(Node node) {
    Taint taint = SimulatedNodes.taint(node);
    return taint == null ? "" : taint.getEffect();
  }

  static PodTemplateSpec template(MyDaemonSet set) {
    return Objects.requireNonNull(set.getSpec().getTemplate());
  }

  static boolean surges(MyDaemonSet set) {
    return rolling(set)
        .map(RollingUpdateDaemonSet::getMaxSurge)
        .filter(surge -> surge.getIntVal() > 0)
        .isPresent();
  }

  static boolean updates(MyDaemonSet set) {
    DaemonSetUpdateStrategy strategy = set.getSpec().getUpdateStrategy();
    return strategy == null || !"OnDelete".equals(strategy.getType());
  }

  private static Optional<RollingUpdateDaemonSet> rolling(MyDaemonSet set) {
    return Optional.ofNullable(set.getSpec().getUpdateStrategy())
        .flatMap(strategy -> Optional.ofNullable(strategy.getRollingUpdate()));
  }

  /** The set's Pods on a node and those that are meant for it, as far as they are alive. */
  List<PodView> active(MyDaemonSet set, String node) {
    String uid = set.getMetadata().getUid();
    return pods().views().stream()
        .filter(pod -> pod.ownedBy(uid) && pod.active() && node.equals(pod.targetNode()))
        .toList();
  }

  /** The set's revisions, the latest last. */
  List<ControllerRevision> history(MyDaemonSet set) {
    return revisions().all().stream()
        .filter(
            revision ->
                revision.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owner.getUid().equals(set.getMetadata().getUid())))
        .sorted(Comparator.comparing(ControllerRevision::getRevision))
        .toList();
  }

  /** The name of the latest template. */
  Optional<String> currentHash(MyDaemonSet set) {
    List<ControllerRevision> history = history(set);
    return history.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(
            history.getLast().getMetadata().getLabels().get(RevisionView.HASH_LABEL));
  }

  // what users do

  void create(Consumer<MyDaemonSetSpec> options) {
    var spec = new MyDaemonSetSpec();
    spec.setSelector(new LabelSelectorBuilder().withMatchLabels(LABELS).build());
    spec.setTemplate(SimulatedShell.template(LABELS));
    options.accept(spec);
    owners().create(MyDaemonSet.class, NAMESPACE, "agent", spec);
    note(() -> "user makes agent: " + line(spec));
  }

  /** Asks for something else. */
  void change(MyDaemonSet set, Consumer<MyDaemonSetSpec> change) {
    MyDaemonSetSpec spec = JSON.clone(set.getSpec());
    change.accept(spec);
    owners().replace(set, spec);
    note(() -> "user asks of agent: " + line(spec));
  }

  static void image(MyDaemonSetSpec spec, String image) {
    Objects.requireNonNull(spec.getTemplate()).getSpec().getContainers().getFirst().setImage(image);
  }

  static void rolling(MyDaemonSetSpec spec, int maxUnavailable, int maxSurge) {
    var rolling = new RollingUpdateDaemonSet();
    rolling.setMaxUnavailable(new IntOrString(maxUnavailable));
    rolling.setMaxSurge(new IntOrString(maxSurge));
    var strategy = new DaemonSetUpdateStrategy();
    strategy.setType("RollingUpdate");
    strategy.setRollingUpdate(rolling);
    spec.setUpdateStrategy(strategy);
  }

  static void onDelete(MyDaemonSetSpec spec) {
    var strategy = new DaemonSetUpdateStrategy();
    strategy.setType("OnDelete");
    spec.setUpdateStrategy(strategy);
  }

  private static String line(MyDaemonSetSpec spec) {
    var template = Objects.requireNonNull(spec.getTemplate());
    DaemonSetUpdateStrategy strategy = spec.getUpdateStrategy();
    RollingUpdateDaemonSet rolling = strategy == null ? null : strategy.getRollingUpdate();
    return "image %s, nodeSelector %s, %s, minReadySeconds %d, suspend %s, rollbackTo %s"
        .formatted(
            template.getSpec().getContainers().getFirst().getImage(),
            template.getSpec().getNodeSelector(),
            rolling != null
                ? "maxUnavailable %s, maxSurge %s"
                    .formatted(count(rolling.getMaxUnavailable()), count(rolling.getMaxSurge()))
                : strategy == null ? "as by default" : strategy.getType(),
            spec.minReadySecondsOrDefault(),
            spec.getSuspend(),
            spec.getRollbackTo() == null ? "none" : spec.getRollbackTo().getRevision());
  }

  private static @Nullable Integer count(@Nullable IntOrString given) {
    return given == null ? null : given.getIntVal();
  }
}
