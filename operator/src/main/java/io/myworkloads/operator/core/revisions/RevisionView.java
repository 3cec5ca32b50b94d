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

  /** The template's name; that of the revision where it has no label. */
  public String hash() {
    return labels.getOrDefault(HASH_LABEL, name);
  }
}
