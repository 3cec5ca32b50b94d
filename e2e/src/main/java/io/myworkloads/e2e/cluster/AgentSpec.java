package io.myworkloads.e2e.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node to add to a cluster.
 *
 * @param name of the node
 * @param labels that it registers with
 * @param taints that it registers with, as {@code key=value:Effect}
 */
public record AgentSpec(String name, Map<String, String> labels, List<String> taints) {

  public AgentSpec {
    labels = Map.copyOf(labels);
    taints = List.copyOf(taints);
  }

  public static AgentSpec named(String name) {
    return new AgentSpec(name, Map.of(), List.of());
  }

  public AgentSpec withLabel(String key, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(key, value);
    return new AgentSpec(name, more, taints);
  }

  /**
   * The same node, with one more taint.
   *
   * @param taint as {@code key=value:Effect}
   */
  public AgentSpec withTaint(String taint) {
    List<String> more = new ArrayList<>(taints);
    more.add(taint);
    return new AgentSpec(name, labels, more);
  }
}
