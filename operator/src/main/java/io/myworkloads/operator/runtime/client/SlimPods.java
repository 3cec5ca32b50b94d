package io.myworkloads.operator.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads Pods of lists and watches straight into objects, by a {@link PodReader}.
 *
 * <p>The library reads each event into a tree first, because it does not know what the object is,
 * and keeps every field. With thousands of Pods on their way that was the most expensive thing that
 * the operator did: a third of its CPU time, and half of what it allocated.
 */
public final class SlimPods extends KubernetesSerialization {
  private static final String OBJECT = "\"object\":";

  /**
   * As the API server begins each Pod of a watch. Where a Pod begins otherwise it is read whole.
   */
  private static final String POD = "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",";

  private final PodReader reader = new PodReader();

  @Override
  public <T> T unmarshal(String text, Class<T> type) {
    int object = type == WatchEvent.class ? text.indexOf(OBJECT) : -1;
    return object < 0 || !text.startsWith(POD, object + OBJECT.length())
        ? super.unmarshal(text, type)
        : type.cast(reader.event(text.getBytes(UTF_8)));
  }

  @Override
  @SuppressWarnings("unchecked") // the reference says what T is
  public <T> T unmarshal(InputStream text, TypeReference<T> type) {
    if (type.getType() != PodList.class) {
      return super.unmarshal(text, type);
    }
    try (text) {
      return (T) reader.list(text.readAllBytes());
    } catch (IOException e) {
      throw KubernetesClientException.launderThrowable(e);
    }
  }
}
