package io.myworkloads.operator.core.revisions;

import io.myworkloads.operator.core.pods.ControllerRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a controller needs to know of a ControllerRevision.
 *
 * @param controller whose template it is; null for an orphan
 * @param deleting whether it has a deletion timestamp, or its deletion was asked for
 * @param revision its number: the higher, the later it was current
 * @param content stands for the template: the same for equal templates, and for them only
 */
public record RevisionView(
    String uid,
    String namespace,
    String name,
    Map<String, String> labels,
    @Nullable ControllerRef controller,
    boolean deleting,
    long revision,
    String content) {

  /** The label that names a template, of revisions and of the Pods that were made from it. */
  public static final String HASH_LABEL = "controller-revision-hash";

  public RevisionView {
    labels = Map.copyOf(labels);
  }

  boolean ownedBy(String ownerUid) {
    return controller != null && controller.uid().equals(ownerUid);
  }

  /**
   * The template's name. Where somebody took the label away, it is that of the revision without its
   * owner's; upstream keeps the whole of it, so that all Pods are made anew then.
   */
  public String hash() {
    String owned = controller == null ? "" : controller.name() + "-";
    return labels.getOrDefault(
        HASH_LABEL, name.startsWith(owned) ? name.substring(owned.length()) : name);
  }
}
