package io.myworkloads.operator.core.daemon;

import static io.myworkloads.operator.core.pods.PodViewBuilder.time;

import io.myworkloads.operator.core.daemon.IntOrPercent.Count;
import io.myworkloads.operator.core.daemon.UpdateStrategy.RollingUpdate;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.nodes.NodeViewBuilder;
import io.myworkloads.operator.core.nodes.Toleration;
import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Observations for tests: {@code seen()} is that of a healthy owner {@code me}, of generation 7,
 * that selects {@code app: web}, whose current template has the hash {@code new}, in a cluster
 * without nodes. It updates one node at a time.
 */
final class ObservationBuilder {
  static final String ME = "me";
  static final String NEW = "new";

  private boolean deleting;
  private Map<String, String> nodeSelector = Map.of();
  private final List<Toleration> tolerations = new ArrayList<>(AutomaticTolerations.of(false));
  private Duration minReady = Duration.ZERO;
  private boolean onDelete;
  private IntOrPercent maxUnavailable = new Count(1);
  private IntOrPercent maxSurge = new Count(0);
  private boolean paused;
  private int partition;
  private Map<String, String> canary = Map.of();
  private boolean skipUnreadyNodes;
  private boolean suspend;
  private boolean respectDrain;
  private HistoryState history = HistoryState.SETTLED;
  private final SortedMap<String, NodeView> nodes = new TreeMap<>();
  private final List<PodView> pods = new ArrayList<>();
  private FailedPodBackoff failedPods = FailedPodBackoff.none(7);
  private List<Condition> conditions = List.of();
  private final List<PodView> unanswered = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private Instant now = PodViewBuilder.NOW;

  private ObservationBuilder() {}

  static ObservationBuilder seen() {
    return new ObservationBuilder();
  }

  /** A Pod of the owner's on a node, from the current template; healthy, to be changed. */
  static PodViewBuilder updated(String name, String node) {
    return PodViewBuilder.pod(name).ownedBy(ME).on(node).label(RevisionView.HASH_LABEL, NEW);
  }

  /** A Pod of the owner's on a node, from an older template; healthy, to be changed. */
  static PodViewBuilder old(String name, String node) {
    return PodViewBuilder.pod(name).ownedBy(ME).on(node).label(RevisionView.HASH_LABEL, "old");
  }

  ObservationBuilder ownerDeleting() {
    deleting = true;
    return this;
  }

  ObservationBuilder nodeSelector(String key, String value) {
    nodeSelector = Map.of(key, value);
    return this;
  }

  ObservationBuilder minReady(String time) {
    minReady = time(time);
    return this;
  }

  ObservationBuilder onDelete() {
    onDelete = true;
    return this;
  }

  ObservationBuilder maxUnavailable(int value) {
    maxUnavailable = new Count(value);
    return this;
  }

  ObservationBuilder maxSurge(int value) {
    maxUnavailable = new Count(0);
    maxSurge = new Count(value);
    return this;
  }

  ObservationBuilder paused() {
    paused = true;
    return this;
  }

  ObservationBuilder partition(int value) {
    partition = value;
    return this;
  }

  ObservationBuilder canary(String key, String value) {
    canary = Map.of(key, value);
    return this;
  }

  ObservationBuilder skipUnreadyNodes() {
    skipUnreadyNodes = true;
    return this;
  }

  ObservationBuilder suspend() {
    suspend = true;
    return this;
  }

  ObservationBuilder respectDrain() {
    respectDrain = true;
    return this;
  }

  ObservationBuilder history(HistoryState value) {
    history = value;
    return this;
  }

  /** Plain nodes of these names. */
  ObservationBuilder nodes(String... names) {
    Arrays.stream(names).map(NodeViewBuilder::node).forEach(this::nodes);
    return this;
  }

  ObservationBuilder nodes(NodeViewBuilder... value) {
    Arrays.stream(value).map(NodeViewBuilder::build).forEach(node -> nodes.put(node.name(), node));
    return this;
  }

  ObservationBuilder pods(PodViewBuilder... value) {
    Arrays.stream(value).map(PodViewBuilder::build).forEach(pods::add);
    return this;
  }

  /** A failed Pod was replaced on the node this time ago, and the next waits for that long. */
  ObservationBuilder pause(String node, String length, String ago) {
    failedPods =
        new FailedPodBackoff(
            7, Map.of(node, new FailedPodBackoff.Pause(time(length), now.minus(time(ago)))));
    return this;
  }

  ObservationBuilder conditions(Condition... value) {
    conditions = List.of(value);
    return this;
  }

  /** The last failure, after which nothing of the sort is tried for this time. */
  ObservationBuilder failed(Failure.Reason reason, String retryIn) {
    failures.add(new Failure(reason, "no room", now.plus(time(retryIn)), Set.of()));
    return this;
  }

  /** This Pod could not be adopted or released, and is not tried again for this time. */
  ObservationBuilder claimFailed(String retryIn, PodViewBuilder pod) {
    failures.add(
        new Failure(
            Failure.Reason.FAILED_CLAIM, "no room", now.plus(time(retryIn)), Set.of(pod.build())));
    return pods(pod);
  }

  /** Its deletion was asked for, and nobody knows whether the server heard of it. */
  ObservationBuilder unanswered(PodViewBuilder pod) {
    unanswered.add(pod.build());
    return pods(pod.deleting());
  }

  DaemonSpec spec() {
    return new DaemonSpec(
        Selector.of(Map.of("app", "web"), List.of()),
        new Placement(null, nodeSelector, null, tolerations),
        minReady,
        onDelete
            ? new UpdateStrategy.OnDelete()
            : new RollingUpdate(
                maxUnavailable, maxSurge, paused, partition, canary, skipUnreadyNodes),
        10,
        suspend,
        respectDrain);
  }

  DaemonObservation build() {
    return new DaemonObservation(
        new Owner(ME, PodViewBuilder.NAMESPACE, deleting),
        7,
        spec(),
        NEW,
        history,
        nodes,
        pods,
        failedPods,
        conditions,
        unanswered,
        failures,
        now);
  }
}
