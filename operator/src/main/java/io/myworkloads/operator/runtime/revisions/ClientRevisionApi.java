package io.myworkloads.operator.runtime.revisions;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.runtime.client.GoJson;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link RevisionApi} over the client library. */
public final class ClientRevisionApi implements RevisionApi {
  private static final PatchContext STRATEGIC_MERGE = PatchContext.of(PatchType.STRATEGIC_MERGE);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final PatchContext JSON_PATCH = PatchContext.of(PatchType.JSON);

  private final KubernetesClient client;

  public ClientRevisionApi(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public ControllerRevision create(ControllerRevision revision) {
    KubernetesSerialization json = client.getKubernetesSerialization();
    String path =
        "/apis/apps/v1/namespaces/%s/controllerrevisions"
            .formatted(revision.getMetadata().getNamespace());
    return json.unmarshal(
        client.raw(path, "POST", GoJson.of(json.asJson(revision))), ControllerRevision.class);
  }

  @Override
  public Optional<ControllerRevision> get(String namespace, String name) {
    return Optional.ofNullable(
        client.apps().controllerRevisions().inNamespace(namespace).withName(name).get());
  }

  @Override
  public void delete(RevisionView revision) {
    // the library's own delete knows no precondition by UID
    client.raw(
        "/apis/apps/v1/namespaces/%s/controllerrevisions/%s"
            .formatted(revision.namespace(), revision.name()),
        "DELETE",
        new DeleteOptionsBuilder()
            .withNewPreconditions()
            .withUid(revision.uid())
            .endPreconditions()
            .build());
  }

  @Override
  public ControllerRevision adopt(RevisionView revision, PodOwner owner) {
    return patch(
        STRATEGIC_MERGE,
        revision,
        Map.of(
            "metadata",
            Map.of(
                "uid", revision.uid(), "ownerReferences", List.of(owner.controllerReference()))));
  }

  @Override
  public ControllerRevision release(RevisionView revision, PodOwner owner) {
    return patch(
        STRATEGIC_MERGE,
        revision,
        Map.of(
            "metadata",
            Map.of(
                "uid",
                revision.uid(),
                "ownerReferences",
                List.of(Map.of("$patch", "delete", "uid", owner.uid())))));
  }

  @Override
  public ControllerRevision label(RevisionView revision, Map<String, String> labels) {
    return patch(
        MERGE, revision, Map.of("metadata", Map.of("uid", revision.uid(), "labels", labels)));
  }

  @Override
  public ControllerRevision renumber(RevisionView revision, long number) {
    return patch(
        MERGE, revision, Map.of("metadata", Map.of("uid", revision.uid()), "revision", number));
  }

  @Override
  public <R extends HasMetadata> void rollBack(
      Class<R> type,
      PodOwner owner,
      @Nullable Long number,
      @Nullable Map<String, Object> template) {
    Map<String, Object> wish = number == null ? Map.of() : Map.of("revision", number);
    List<Map<String, Object>> patch = new ArrayList<>();
    patch.add(Map.of("op", "test", "path", "/metadata/uid", "value", owner.uid()));
    patch.add(Map.of("op", "test", "path", "/spec/rollbackTo", "value", wish));
    if (template != null) {
      patch.add(Map.of("op", "replace", "path", "/spec/template", "value", template));
    }
    patch.add(Map.of("op", "remove", "path", "/spec/rollbackTo"));
    client
        .resources(type)
        .inNamespace(owner.namespace())
        .withName(owner.name())
        .patch(JSON_PATCH, client.getKubernetesSerialization().asJson(patch));
  }

  /** A patch that states the UID fails on another revision of the same name. */
  private ControllerRevision patch(
      PatchContext how, RevisionView revision, Map<String, Object> patch) {
    ControllerRevision named =
        new ControllerRevisionBuilder()
            .withNewMetadata()
            .withNamespace(revision.namespace())
            .withName(revision.name())
            .endMetadata()
            .build();
    // by its name alone, the client would read it before it patches
    return client.resource(named).patch(how, client.getKubernetesSerialization().asJson(patch));
  }
}
