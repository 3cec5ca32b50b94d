package io.myworkloads.operator.runtime.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a watch's Pods straight into objects, and only what a controller may want to know of them.
 *
 * <p>The library reads each event into a tree first, because it does not know what the object is,
 * and keeps every field. With thousands of Pods on their way that was the most expensive thing that
 * the operator did: a third of its CPU time, and half of what it allocated.
 */
public final class SlimPods {
  private SlimPods() {}

  /** For a client that watches. All that is not a watched Pod it reads as any other. */
  public static KubernetesSerialization serialization() {
    var mapper = new ObjectMapper();
    mapper.addMixIn(WatchEvent.class, Events.class);
    return new KubernetesSerialization(mapper, true);
  }

  abstract static class Events {
    @JsonDeserialize(using = WatchedObject.class)
    abstract void setObject(Object object);
  }

  /** Half of a Pod in JSON is the record of who set which field. */
  @JsonIgnoreProperties("managedFields")
  private static final class SlimMeta extends ObjectMeta {}

  @JsonIgnoreProperties({"containers", "volumes", "tolerations"})
  private static final class SlimSpec extends PodSpec {}

  static final class WatchedObject extends JsonDeserializer<Object> {
    /** Without the library's care for fields of a wrong type, which an API server does not send. */
    private static final ObjectMapper PODS =
        new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** The server writes kind and apiVersion first; where they are not, the library sees to it. */
    @Override
    public @Nullable Object deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      if (!json.isExpectedStartObjectToken()) {
        return context.readValue(json, KubernetesResource.class);
      }
      try (var head = new TokenBuffer(json, context)) {
        head.writeStartObject();
        String kind = text(json, "kind", head);
        String apiVersion = kind == null ? null : text(json, "apiVersion", head);
        if (apiVersion != null) {
          json.nextToken();
        }
        // the current token is now the first one that is not in the head
        if ("Pod".equals(kind) && "v1".equals(apiVersion)) {
          return pod(json);
        }
        JsonParser whole = JsonParserSequence.createFlattened(true, head.asParser(), json);
        whole.nextToken();
        return context.readValue(whole, KubernetesResource.class);
      }
    }

    /**
     * The text of the next field, if that has this name. It goes to the head then; else the parser
     * stays at the name.
     */
    private static @Nullable String text(JsonParser json, String field, TokenBuffer head)
        throws IOException {
      if (json.nextToken() != JsonToken.FIELD_NAME || !json.currentName().equals(field)) {
        return null;
      }
      json.nextToken();
      head.writeStringField(field, json.getText());
      return json.getText();
    }

    private static Pod pod(JsonParser json) throws IOException {
      var pod = new Pod();
      for (; json.currentToken() == JsonToken.FIELD_NAME; json.nextToken()) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "metadata" -> pod.setMetadata(PODS.readValue(json, SlimMeta.class));
          case "spec" -> pod.setSpec(PODS.readValue(json, SlimSpec.class));
          case "status" -> pod.setStatus(PODS.readValue(json, PodStatus.class));
          default -> json.skipChildren();
        }
      }
      return pod;
    }
  }
}
