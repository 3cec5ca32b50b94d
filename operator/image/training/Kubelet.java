import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Scheduler and kubelet of all nodes. */
final class Kubelet {
  private Kubelet() {}

  /** What they would write of a Pod, at once: one that is to end has ended. */
  static void run(ObjectNode pod) {
    String only =
        "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
            + "/nodeSelectorTerms/0/matchFields/0/values/0";
    pod.withObject("/spec").put("nodeName", pod.at(only).asText("node"));
    boolean ends = pod.at("/metadata/ownerReferences/0/kind").asText().equals("MyJob");
    ObjectNode status = pod.withObject("/status").put("phase", ends ? "Succeeded" : "Running");
    status.put("startTime", Store.now());
    ArrayNode conditions = status.putArray("conditions");
    for (String type : List.of("PodScheduled", "Initialized", "ContainersReady", "Ready")) {
      conditions
          .addObject()
          .put("type", type)
          .put("status", ends ? "False" : "True")
          .put("lastTransitionTime", Store.now());
    }
    ObjectNode container = status.putArray("containerStatuses").addObject();
    container
        .put("name", "main")
        .put("ready", !ends)
        .put("restartCount", 0)
        .put("image", "busybox");
    ObjectNode state = container.putObject("state");
    if (ends) {
      state.putObject("terminated").put("exitCode", 0).put("finishedAt", Store.now());
    } else {
      state.putObject("running").put("startedAt", Store.now());
    }
  }
}
