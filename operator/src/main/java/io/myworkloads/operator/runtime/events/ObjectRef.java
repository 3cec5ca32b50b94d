package io.myworkloads.operator.runtime.events;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;

/** The object that an event is about. */
public record ObjectRef(
    String apiVersion,
    String kind,
    String namespace,
    String name,
    String uid,
    String resourceVersion) {

  public static ObjectRef of(HasMetadata object) {
    ObjectMeta meta = object.getMetadata();
    return new ObjectRef(
        object.getApiVersion(),
        object.getKind(),
        Objects.requireNonNullElse(meta.getNamespace(), "default"),
        meta.getName(),
        Objects.requireNonNullElse(meta.getUid(), ""),
        Objects.requireNonNullElse(meta.getResourceVersion(), ""));
  }

  /**
   * Equal for all versions of one object: what was said of it does not become news by an update.
   */
  ObjectRef anyVersion() {
    return new ObjectRef(apiVersion, kind, namespace, name, uid, "");
  }
}
