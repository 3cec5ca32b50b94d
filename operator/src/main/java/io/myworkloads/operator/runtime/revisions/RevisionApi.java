package io.myworkloads.operator.runtime.revisions;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the API server about ControllerRevisions. Every method throws {@link
 * io.fabric8.kubernetes.client.KubernetesClientException} as the client does.
 */
public interface RevisionApi {

  ControllerRevision create(ControllerRevision revision);

  /** The revision as the server has it now. */
  Optional<ControllerRevision> get(String namespace, String name);

  /** Deletes this revision and no other that has its name. */
  void delete(RevisionView revision);

  /** Makes the owner the controller of this revision. */
  ControllerRevision adopt(RevisionView revision, PodOwner owner);

  /** Takes the owner's reference off this revision. */
  ControllerRevision release(RevisionView revision, PodOwner owner);

  ControllerRevision label(RevisionView revision, Map<String, String> labels);

  ControllerRevision renumber(RevisionView revision, long number);

  /**
   * Replaces the template in the spec of this object and clears its {@code rollbackTo}, if that
   * still asks for this number.
   *
   * @param number as {@code rollbackTo.revision} says it; null where it does not
   * @param template null where it stays as it is
   */
  <R extends HasMetadata> void rollBack(
      Class<R> type, PodOwner owner, @Nullable Long number, @Nullable Map<String, Object> template);
}
