package io.myworkloads.operator.core.daemon;

import io.myworkloads.operator.core.nodes.Taint.Effect;
import io.myworkloads.operator.core.nodes.Toleration;
import java.util.ArrayList;
import java.util.List;

/**
 * What every daemon Pod tolerates besides what its template says: a node's troubles are no reason
 * to take a daemon off it.
 *
 * <p>upstream: pkg/controller/daemon/util/daemonset_util.go AddOrUpdateDaemonPodTolerations
 */
public final class AutomaticTolerations {
  private static final String NODE = "node.kubernetes.io/";

  private static final List<Toleration> ALWAYS =
      List.of(
          Toleration.ofAnyValue(NODE + "not-ready", Effect.NO_EXECUTE),
          Toleration.ofAnyValue(NODE + "unreachable", Effect.NO_EXECUTE),
          Toleration.ofAnyValue(NODE + "disk-pressure", Effect.NO_SCHEDULE),
          Toleration.ofAnyValue(NODE + "memory-pressure", Effect.NO_SCHEDULE),
          Toleration.ofAnyValue(NODE + "pid-pressure", Effect.NO_SCHEDULE),
          Toleration.ofAnyValue(NODE + "unschedulable", Effect.NO_SCHEDULE));

  private AutomaticTolerations() {}

  /**
   * Those of a template.
   *
   * @param hostNetwork whether its Pods use the node's network: then they may be what makes it work
   */
  public static List<Toleration> of(boolean hostNetwork) {
    if (!hostNetwork) {
      return ALWAYS;
    }
    List<Toleration> all = new ArrayList<>(ALWAYS);
    all.add(Toleration.ofAnyValue(NODE + "network-unavailable", Effect.NO_SCHEDULE));
    return List.copyOf(all);
  }
}
