package io.myworkloads.e2e.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.myworkloads.e2e.cluster.Waiting;
import java.util.List;
import java.util.Map;

/**
 * Jobs, from their creation until each has its condition Complete. They and their finished Pods are
 * kept.
 *
 * @param completions of each
 * @param nodes on which the Pods are, those of a job on one
 */
record RunJobs(int jobs, int completions, int nodes) implements Workload {

  /** How many Pods of a job there may be at a time: as many as upstream makes in one go. */
  private static final int MOST_AT_ONCE = 500;

  String name() {
    return "%d job%s of %d".formatted(jobs, jobs == 1 ? "" : "s", completions);
  }

  private String prefix() {
    return "job-%dx%d-".formatted(jobs, completions);
  }

  @Override
  public void run(Lane lane) {
    awaitAtWork(lane);
    int all = jobs * completions;
    Lane.Reading before = lane.read();
    long from = System.nanoTime();
    AtOnce.forEach(jobs, i -> lane.create(prefix() + i, spec(completions, i)));
    awaitComplete(lane, prefix(), jobs);
    double seconds = (System.nanoTime() - from) / 1e9;
    lane.record(name(), Figure.SETTLED, seconds);
    lane.record(name(), Figure.COMPLETED, all / seconds);
    lane.awaitQuiet();
    lane.recordUse(name(), all, before, lane.read());
  }

  /** A contender that starts is not there at once. */
  private void awaitAtWork(Lane lane) {
    String first = "before-" + prefix();
    lane.create(first + 0, spec(1, 0));
    awaitComplete(lane, first, 1);
    lane.awaitQuiet();
  }

  private Map<String, Object> spec(int completions, int index) {
    return Map.of(
        "completions",
        completions,
        "parallelism",
        Math.min(completions, MOST_AT_ONCE),
        "template",
        Map.of("spec", podSpec(FakeNodes.name(index % nodes))));
  }

  private static Map<String, Object> podSpec(String node) {
    return Map.of(
        "nodeName",
        node,
        "restartPolicy",
        "Never",
        "containers",
        List.of(Map.of("name", "main", "image", "busybox:1.35")));
  }

  /** Asks for one after the other: to list them all over and over would be a load of its own. */
  private static void awaitComplete(Lane lane, String prefix, int jobs) {
    for (int i = 0; i < jobs; i++) {
      String name = prefix + i;
      Waiting.until("the end of " + name, Lane.DEADLINE, () -> isComplete(lane.get(name)));
    }
  }

  private static boolean isComplete(GenericKubernetesResource job) {
    return job.get("status", "conditions") instanceof List<?> conditions
        && conditions.stream()
            .anyMatch(
                c ->
                    c instanceof Map<?, ?> condition
                        && "Complete".equals(condition.get("type"))
                        && "True".equals(condition.get("status")));
  }
}
