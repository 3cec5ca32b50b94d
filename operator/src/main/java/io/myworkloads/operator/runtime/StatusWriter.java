package io.myworkloads.operator.runtime;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.operator.runtime.client.ApiError;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of objects of one kind: only what changed, and only over the version that was
 * decided upon.
 *
 * <p>Remembers of each object its last write, because the informer lags behind: a reconcile in
 * between must neither compare with an old status nor write over an old version. Forgotten with the
 * object.
 *
 * @param <S> the status, with {@code equals}
 * @param <R> the resource
 */
public final class StatusWriter<S, R extends CustomResource<?, S>> {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private record Written<S>(long version, S status) {}

  private final KubernetesClient client;
  private final Class<R> type;
  private final Map<String, Written<S>> written = new ConcurrentHashMap<>();

  public StatusWriter(KubernetesClient client, Class<R> type) {
    this.client = client;
    this.type = type;
  }

  /** Whether this version of the object came about by a write of this one. */
  public boolean wrote(R object) {
    Written<S> last = written.get(object.getMetadata().getUid());
    return last != null && last.version() == version(object);
  }

  /**
   * Puts into the object the status and the version of its last write, where the cache does not
   * show that yet.
   */
  public void refresh(R object) {
    Written<S> last = written.get(object.getMetadata().getUid());
    if (last != null && last.version() > version(object)) {
      object.setStatus(last.status());
      object.getMetadata().setResourceVersion(Long.toString(last.version()));
    }
  }

  /**
   * Writes a status unless the object has it already. Where another has written the object since,
   * it is read again, and the status written if the spec is still the one it speaks of; else the
   * coming event brings a new one.
   */
  public void write(R object, S status) {
    if (status.equals(object.getStatus())) {
      return;
    }
    try {
      patch(object, object.getStatus(), status);
    } catch (KubernetesClientException e) {
      switch (ApiError.of(e)) {
        case NOT_FOUND -> {}
        case CONFLICT -> writeOverNewer(object, status);
        case ALREADY_EXISTS, INVALID, NAMESPACE_TERMINATING, REFUSED, UNKNOWN -> throw e;
      }
    }
  }

  /** The object is gone. */
  public void forget(String uid) {
    written.remove(uid);
  }

  private void writeOverNewer(R object, S status) {
    R newer =
        client
            .resources(type)
            .inNamespace(object.getMetadata().getNamespace())
            .withName(object.getMetadata().getName())
            .get();
    if (newer == null
        || !newer.getMetadata().getUid().equals(object.getMetadata().getUid())
        || !newer.getMetadata().getGeneration().equals(object.getMetadata().getGeneration())
        || status.equals(newer.getStatus())) {
      return;
    }
    patch(newer, newer.getStatus(), status);
  }

  private void patch(R object, @Nullable S before, S status) {
    KubernetesSerialization json = client.getKubernetesSerialization();
    Map<String, Object> patch = new HashMap<>();
    patch.put("metadata", Map.of("resourceVersion", object.getMetadata().getResourceVersion()));
    patch.put("status", difference(fields(json, before), fields(json, status)));
    R after =
        client
            .resource(object) // by its name alone, the client would read it before it patches
            .subresource("status")
            .patch(MERGE, json.asJson(patch));
    written.put(object.getMetadata().getUid(), new Written<>(version(after), status));
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

  private Map<String, Object> fields(KubernetesSerialization json, @Nullable S status) {
    return status == null
        ? Map.of()
        : json.unmarshal(json.asJson(status), new TypeReference<Map<String, Object>>() {});
  }

  private long version(R object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
