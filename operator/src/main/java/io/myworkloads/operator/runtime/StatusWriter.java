package io.myworkloads.operator.runtime;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.runtime.client.ApiError;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
  private record Written<S>(long version, S status) {}

  private final OwnerApi api;
  private final Class<R> type;
  private final Map<String, Written<S>> written = new ConcurrentHashMap<>();

  public StatusWriter(OwnerApi api, Class<R> type) {
    this.api = api;
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
   * it is read again, and the status written if spec and status are still those that were decided
   * upon; else the coming event brings a new decision. The status may be newer, because an answer
   * to an earlier write was lost.
   */
  public void write(R object, S status) {
    if (status.equals(object.getStatus())) {
      return;
    }
    try {
      patch(object, status);
    } catch (KubernetesClientException e) {
      switch (ApiError.of(e)) {
        case NOT_FOUND -> {}
        case CONFLICT -> writeOverNewer(object, status);
        case ALREADY_EXISTS, INVALID, NAMESPACE_TERMINATING, REFUSED, UNKNOWN -> throw e;
      }
    }
  }

  /**
   * Writes a status over the version that was decided upon, and over no other: for a status that
   * the next one is made from. The object then has what was written.
   *
   * @return false where another has written the object since, or it is gone: the coming event
   *     brings what to decide upon
   */
  public boolean writeOverSeen(R object, S status) {
    try {
      patch(object, status);
      refresh(object);
      return true;
    } catch (KubernetesClientException e) {
      ApiError error = ApiError.of(e);
      if (error == ApiError.CONFLICT || error == ApiError.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** The object is gone. */
  public void forget(String uid) {
    written.remove(uid);
  }

  private void writeOverNewer(R object, S status) {
    Optional<R> newer =
        api.get(type, object.getMetadata().getNamespace(), object.getMetadata().getName());
    if (newer.isEmpty()
        || !newer.get().getMetadata().getUid().equals(object.getMetadata().getUid())
        || !newer.get().getMetadata().getGeneration().equals(object.getMetadata().getGeneration())
        || !Objects.equals(newer.get().getStatus(), object.getStatus())) {
      return;
    }
    patch(newer.get(), status);
  }

  private void patch(R object, S status) {
    long after = api.patchStatus(object, status);
    written.put(object.getMetadata().getUid(), new Written<>(after, status));
  }

  private long version(R object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
