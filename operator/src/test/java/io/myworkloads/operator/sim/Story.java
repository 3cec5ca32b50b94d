package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What happened, line by line, the operator's requests indented. It is only told where it will be
 * read: a history that holds needs no story, and one that does not can be lived again.
 */
public final class Story {
  private final Requests requests;
  private final List<String> lines = new ArrayList<>();
  private boolean told;
  private int noted;

  Story(Requests requests) {
    this.requests = requests;
  }

  /** From now on. */
  public void tell() {
    told = true;
  }

  void note(Supplier<String> line) {
    if (told) {
      noteRequests();
      lines.add(line.get());
    }
  }

  /** The lines so far. */
  public List<String> lines() {
    noteRequests();
    return List.copyOf(lines);
  }

  static String line(PodView pod) {
    ControllerRef controller = pod.controller();
    return "Pod %s %s, %s, %s%s%s%s"
        .formatted(
            pod.name(),
            new TreeMap<>(pod.labels()),
            controller == null ? "nobody's" : "of " + controller.uid(),
            pod.phase(),
            pod.ready() ? ", ready" : "",
            pod.deleting() ? ", deleting" : "",
            pod.targetNode() == null
                ? ""
                : (pod.nodeName() == null ? ", for " : ", on ") + pod.targetNode());
  }

  static String line(Node node) {
    return "node %s %s, taints %s"
        .formatted(
            node.getMetadata().getName(),
            node.getMetadata().getLabels(),
            node.getSpec().getTaints().stream()
                .map(t -> t.getKey() + ":" + t.getEffect())
                .toList());
  }

  static String line(ControllerRevision revision) {
    return "ControllerRevision %s number %d %s, of %s"
        .formatted(
            revision.getMetadata().getName(),
            revision.getRevision(),
            revision.getMetadata().getLabels(),
            revision.getMetadata().getOwnerReferences().stream().map(r -> r.getUid()).toList());
  }

  static String line(CustomResource<?, ?> owner) {
    return "%s %s, generation %d%s: %s"
        .formatted(
            owner.getKind(),
            owner.getMetadata().getUid(),
            owner.getMetadata().getGeneration(),
            owner.isMarkedForDeletion() ? ", deleting" : "",
            owner.getStatus());
  }

  private void noteRequests() {
    List<Requests.Answered> all = requests.answered();
    all.subList(noted, all.size()).forEach(request -> lines.add("    " + request));
    noted = all.size();
  }
}
