package io.myworkloads.operator.runtime;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.operator.runtime.client.DirectRequests;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link OwnerApi} by the client: a status goes over the wire as what changed of it. */
public final class ClientOwnerApi implements OwnerApi {
  private final KubernetesClient client;
  private final DirectRequests requests;

  public ClientOwnerApi(KubernetesClient client) {
    this.client = client;
    this.requests = new DirectRequests(client);
  }

  @Override
  public <R extends HasMetadata> Optional<R> get(Class<R> type, String namespace, String name) {
    return Optional.ofNullable(client.resources(type).inNamespace(namespace).withName(name).get());
  }

  @Override
  public <S, R extends CustomResource<?, S>> long patchStatus(R object, S status) {
    KubernetesSerialization json = client.getKubernetesSerialization();
    Map<String, Object> patch = new HashMap<>();
    patch.put("metadata", Map.of("resourceVersion", object.getMetadata().getResourceVersion()));
    patch.put("status", difference(fields(json, object.getStatus()), fields(json, status)));
    return Long.parseLong(
        requests.patch(path(object) + "/status", PatchType.JSON_MERGE, patch).getResourceVersion());
  }

  @Override
  public <R extends HasMetadata> void delete(R object) {
    ObjectMeta meta = object.getMetadata();
    DeleteOptions thisOne =
        new DeleteOptionsBuilder()
            .withNewPreconditions(meta.getResourceVersion(), meta.getUid())
            .withPropagationPolicy("Foreground")
            .build();
    requests.delete(path(object), thisOne);
  }

  private static String path(HasMetadata object) {
    ObjectMeta meta = object.getMetadata();
    return DirectRequests.path(object.getClass(), meta.getNamespace()) + "/" + meta.getName();
  }

  /** A merge patch removes a field by naming it null, and leaves those that it does not name. */
  private static Map<String, @Nullable Object> difference(
      Map<String, Object> before, Map<String, Object> after) {
    Map<String, @Nullable Object> result = new HashMap<>();
    before.keySet().forEach(field -> result.put(field, null));
    after.forEach((field, value) -> result.put(field, difference(before.get(field), value)));
    result
        .entrySet()
        .removeIf(
            field ->
                after.containsKey(field.getKey())
                    && Objects.equals(before.get(field.getKey()), after.get(field.getKey())));
    return result;
  }

  @SuppressWarnings("unchecked") // objects of JSON have texts for keys
  private static Object difference(@Nullable Object before, Object after) {
    return before instanceof Map<?, ?> were && after instanceof Map<?, ?> are
        ? difference((Map<String, Object>) were, (Map<String, Object>) are)
        : after;
  }

  private static Map<String, Object> fields(KubernetesSerialization json, @Nullable Object status) {
    return status == null
        ? Map.of()
        : json.unmarshal(json.asJson(status), new TypeReference<Map<String, Object>>() {});
  }
}
