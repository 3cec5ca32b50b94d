package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.ObjectMeta;

/** Copies of the metadata of objects, which themselves are never changed. */
final class Metadata {
  private Metadata() {}

  static ObjectMeta copyOf(ObjectMeta meta) {
    var copy = new ObjectMeta();
    copy.setNamespace(meta.getNamespace());
    copy.setName(meta.getName());
    copy.setGenerateName(meta.getGenerateName());
    copy.setUid(meta.getUid());
    copy.setResourceVersion(meta.getResourceVersion());
    copy.setGeneration(meta.getGeneration());
    copy.setLabels(meta.getLabels());
    copy.setAnnotations(meta.getAnnotations());
    copy.setFinalizers(meta.getFinalizers());
    copy.setOwnerReferences(meta.getOwnerReferences());
    copy.setCreationTimestamp(meta.getCreationTimestamp());
    copy.setDeletionTimestamp(meta.getDeletionTimestamp());
    copy.setDeletionGracePeriodSeconds(meta.getDeletionGracePeriodSeconds());
    return copy;
  }
}
