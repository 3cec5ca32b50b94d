package io.myworkloads.operator.runtime.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;

/**
 * Reads Pods as an API server writes them, and of them only what a controller may want to know.
 * Half of a Pod's JSON is the record of who set which field, and much of the rest what is in its
 * template anyway. The library's care for fields of a wrong type, which an API server does not
 * send, is left out too.
 */
public final class PodReader {
  private static final String[] LEFT_OUT = {
    "managedFields", "containers", "volumes", "tolerations"
  };

  private final JsonTrimmer pods = new JsonTrimmer(2, LEFT_OUT);
  private final JsonTrimmer events = new JsonTrimmer(3, LEFT_OUT);
  private final JsonTrimmer lists = new JsonTrimmer(4, LEFT_OUT);

  private final ObjectMapper json =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private record PodEvent(String type, Pod object) {}

  /**
   * Reads one Pod.
   *
   * @throws KubernetesClientException where it is none
   */
  public Pod pod(byte[] text) {
    return read(text, pods, Pod.class);
  }

  WatchEvent event(byte[] text) {
    PodEvent event = read(text, events, PodEvent.class);
    return new WatchEvent(event.object(), event.type());
  }

  PodList list(byte[] text) {
    return read(text, lists, PodList.class);
  }

  private <T> T read(byte[] text, JsonTrimmer trimmer, Class<T> type) {
    try {
      return json.readValue(text, 0, trimmer.trim(text), type);
    } catch (IOException e) {
      throw KubernetesClientException.launderThrowable(e);
    }
  }
}
