package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.daemon.Placement.Verdict;
import io.myworkloads.operator.core.daemon.UpdateStrategy.RollingUpdate;
import io.myworkloads.operator.core.nodes.NodeView;
import io.myworkloads.operator.core.pods.PodView;
import java.util.ArrayList;
import java.util.List;

/**
 * Which old Pods are replaced next, within the limits of the strategy. Asked only where nothing
 * else is to be done: all Pods that lack have been made, and all that are too many deleted.
 *
 * <p>upstream: pkg/controller/daemon/update.go rollingUpdate. Differences: nodes that are gone
 * count for nothing, where upstream takes their Pods for unavailable or ends in an error; nor do
 * Pods that wait for a node that takes none any more, which hold upstream up for ever; and
 * candidates are taken in the order of the nodes' names, where upstream leaves it to chance.
 */
final class RollingUpdatePolicy {

  /**
   * The next step.
   *
   * @param createOn nodes that get a new Pod beside the old one
   * @param delete old Pods
   */
  record Step(List<String> createOn, List<PodView> delete) {
    static final Step NONE = new Step(List.of(), List.of());
  }

  /**
   * The limits for so many nodes.
   *
   * <p>upstream: updatedDesiredNodeCounts
   */
  record Limits(int maxUnavailable, int maxSurge) {
    static Limits of(RollingUpdate strategy, int desired) {
      int maxSurge = strategy.maxSurge().of(desired);
      int maxUnavailable = strategy.maxUnavailable().of(desired);
      return new Limits(
          desired > 0 && maxSurge == 0 && maxUnavailable == 0 ? 1 : maxUnavailable, maxSurge);
    }
  }

  private final DaemonPods pods;
  private final Iterable<NodeView> nodes;
  private final RollingUpdate strategy;

  /**
   * A policy for one look.
   *
   * @param nodes all there are, in the order of choice
   */
  RollingUpdatePolicy(DaemonPods pods, Iterable<NodeView> nodes, RollingUpdate strategy) {
    this.pods = pods;
    this.nodes = nodes;
    this.strategy = strategy;
  }

  Step step() {
    int desired = 0;
    for (NodeView node : nodes) {
      if (pods.verdict(node).shouldRun()) {
        desired++;
      }
    }
    Limits limits = Limits.of(strategy, desired);
    return limits.maxSurge() == 0
        ? replace(limits.maxUnavailable())
        : surge(limits.maxSurge(), desired);
  }

  private Step replace(int maxUnavailable) {
    if (strategy.paused()) {
      return Step.NONE;
    }
    int unavailable = 0;
    int oldNodes = 0;
    List<PodView> unavailableOld = new ArrayList<>();
    List<PodView> candidates = new ArrayList<>();
    for (NodeView node : nodes) {
      List<PodView> onNode = pods.on(node.name());
      if (!pods.verdict(node).shouldRun() && onNode.stream().allMatch(DaemonPods::unbound)) {
        continue;
      }
      NodeUpdate update = NodeUpdate.of(pods, onNode);
      PodView old = update.old();
      boolean onlyOld = old != null && update.updated() == null;
      boolean available =
          pods.available(onlyOld ? old : update.updated()) && (onlyOld || old == null);
      if (!available && strategy.counts(node)) {
        unavailable++;
      }
      if (old == null || !onlyOld) {
        continue;
      }
      oldNodes++;
      if (!open(node)) {
        continue;
      }
      if (!available) {
        unavailableOld.add(old);
      } else if (strategy.counts(node)) {
        candidates.add(old);
      }
    }
    int replaceable = Math.max(0, oldNodes - strategy.partition());
    List<PodView> delete = new ArrayList<>(first(unavailableOld, replaceable));
    int budget = Math.min(maxUnavailable - unavailable, replaceable - delete.size());
    delete.addAll(first(candidates, budget));
    return new Step(List.of(), delete);
  }

  private Step surge(int maxSurge, int desired) {
    int surging = 0;
    int available = 0;
    int oldNodes = 0;
    List<PodView> delete = new ArrayList<>();
    List<PodView> outOfPlace = new ArrayList<>();
    List<String> unavailableOld = new ArrayList<>();
    List<String> candidates = new ArrayList<>();
    for (NodeView node : nodes) {
      NodeUpdate update = NodeUpdate.of(pods, pods.on(node.name()));
      PodView old = update.old();
      PodView updated = update.updated();
      if (update.excess()) {
        surging += strategy.counts(node) ? 1 : 0;
        continue;
      }
      if (pods.available(old == null ? updated : old)) {
        available++;
      }
      if (old == null) {
        continue;
      }
      if (updated != null) {
        if (pods.available(updated)) {
          delete.add(old);
        } else if (strategy.counts(node)) {
          surging++;
        }
      } else if (pods.verdict(node) != Verdict.RUN) {
        (pods.available(old) ? outOfPlace : delete).add(old);
      } else {
        oldNodes++;
        if (open(node)) {
          (pods.available(old) ? candidates : unavailableOld).add(node.name());
        }
      }
    }
    // who asks for surge wants no less than all available: where nodes change places, the old Pod
    // goes when another has become available
    delete.addAll(first(outOfPlace, available - desired));
    if (strategy.paused()) {
      return new Step(List.of(), delete);
    }
    int replaceable = Math.max(0, oldNodes - strategy.partition());
    List<String> createOn = new ArrayList<>(first(unavailableOld, replaceable));
    createOn.addAll(first(candidates, Math.min(maxSurge - surging, replaceable - createOn.size())));
    return new Step(createOn, delete);
  }

  /**
   * Whether the node's Pod may be replaced now: one that is taken off a drained node stays off, and
   * where there may be one more than is seen, no other is put beside it.
   */
  private boolean open(NodeView node) {
    return strategy.reaches(node) && !pods.drained(node) && !pods.uncertain(node.name());
  }

  private static <T> List<T> first(List<T> all, int count) {
    return all.subList(0, Math.clamp(count, 0, all.size()));
  }
}
