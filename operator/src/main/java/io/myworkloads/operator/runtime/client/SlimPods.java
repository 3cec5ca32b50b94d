package io.myworkloads.operator.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads Pods of lists and watches straight into objects, and only what a controller may want to
 * know of them.
 *
 * <p>The library reads each event into a tree first, because it does not know what the object is,
 * and keeps every field. With thousands of Pods on their way that was the most expensive thing that
 * the operator did: a third of its CPU time, and half of what it allocated. Half of a Pod's JSON is
 * the record of who set which field, and much of the rest what is in its template anyway.
 */
public final class SlimPods extends KubernetesSerialization {
  private static final String[] LEFT_OUT = {
    "managedFields", "containers", "volumes", "tolerations"
  };

  private static final String OBJECT = "\"object\":";

  /**
   * As the API server begins each Pod of a watch. Where a Pod begins otherwise it is read whole.
   */
  private static final String POD = "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",";

  private final JsonTrimmer events = new JsonTrimmer(3, LEFT_OUT);
  private final JsonTrimmer lists = new JsonTrimmer(4, LEFT_OUT);

  /** Without the library's care for fields of a wrong type, which an API server does not send. */
  private final ObjectMapper json =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private record PodEvent(String type, Pod object) {}

  @Override
  public <T> T unmarshal(String text, Class<T> type) {
    int object = type == WatchEvent.class ? text.indexOf(OBJECT) : -1;
    if (object < 0 || !text.startsWith(POD, object + OBJECT.length())) {
      return super.unmarshal(text, type);
    }
    PodEvent event = read(text.getBytes(UTF_8), events, PodEvent.class);
    return type.cast(new WatchEvent(event.object(), event.type()));
  }

  @Override
  @SuppressWarnings("unchecked") // the reference says what T is
  public <T> T unmarshal(InputStream text, TypeReference<T> type) {
    if (type.getType() != PodList.class) {
      return super.unmarshal(text, type);
    }
    try (text) {
      return (T) read(text.readAllBytes(), lists, PodList.class);
    } catch (IOException e) {
      throw KubernetesClientException.launderThrowable(e);
    }
  }

  private <T> T read(byte[] text, JsonTrimmer trimmer, Class<T> type) {
    try {
      return json.readValue(text, 0, trimmer.trim(text), type);
    } catch (IOException e) {
      throw KubernetesClientException.launderThrowable(e);
    }
  }
}
