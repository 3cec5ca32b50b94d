package io.myworkloads.operator.runtime;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link OwnerApi} by the client: a status goes over the wire as what changed of it. */
public final class ClientOwnerApi implements OwnerApi {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;

  public ClientOwnerApi(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public <R extends HasMetadata> Optional<R> get(Class<R> type, String namespace, String name) {
    return Optional.ofNullable(client.resources(type).inNamespace(namespace).withName(name).get());
  }

  @Override
  public <S, R extends CustomResource<?, S>> R patchStatus(R object, S status) {
    KubernetesSerialization json = client.getKubernetesSerialization();
    Map<String, Object> patch = new HashMap<>();
    patch.put("metadata", Map.of("resourceVersion", object.getMetadata().getResourceVersion()));
    patch.put("status", difference(fields(json, object.getStatus()), fields(json, status)));
    return client
        .resource(object) // by its name alone, the client would read it before it patches
        .subresource("status")
        .patch(MERGE, json.asJson(patch));
  }

  /** A merge patch removes a field by naming it null. */
  private static Map<String, @Nullable Object> difference(
      Map<String, Object> before, Map<String, Object> after) {
    Map<String, @Nullable Object> result = new HashMap<>();
    before.keySet().forEach(field -> result.put(field, null));
    result.putAll(after);
    result
        .entrySet()
        .removeIf(field -> Objects.equals(before.get(field.getKey()), field.getValue()));
    return result;
  }

  private static Map<String, Object> fields(KubernetesSerialization json, @Nullable Object status) {
    return status == null
        ? Map.of()
        : json.unmarshal(json.asJson(status), new TypeReference<Map<String, Object>>() {});
  }
}
