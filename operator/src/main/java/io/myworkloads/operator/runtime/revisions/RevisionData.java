package io.myworkloads.operator.runtime.revisions;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a template is written into a ControllerRevision, as a patch that puts it back.
 *
 * <p>upstream: pkg/controller/daemon/update.go getPatch
 */
public final class RevisionData {
  private static final String DIRECTIVE = "$patch";

  private final KubernetesSerialization json;

  public RevisionData(KubernetesSerialization json) {
    this.json = json;
  }

  /** The data of a template's revision, its fields in the order of their names. */
  public Map<String, Object> of(PodTemplateSpec template) {
    Map<String, Object> fields =
        sorted(json.unmarshal(json.asJson(template), new TypeReference<Map<String, Object>>() {}));
    fields.put(DIRECTIVE, "replace");
    return Map.of("spec", Map.of("template", fields));
  }

  /** The template of a revision's data; null where it is none of ours. */
  public @Nullable Map<String, Object> template(@Nullable Object data) {
    if (plain(data) instanceof Map<?, ?> patch
        && patch.get("spec") instanceof Map<?, ?> spec
        && spec.get("template") instanceof Map<?, ?> template) {
      Map<String, Object> fields = sorted(template);
      fields.remove(DIRECTIVE);
      return fields;
    }
    return null;
  }

  /** The data as text, the same for equal data. */
  public String text(@Nullable Object data) {
    Object plain = plain(data);
    return json.asJson(plain == null ? "" : canonical(plain));
  }

  /** As maps and lists: the client library wraps data of unknown shape in classes of its own. */
  private @Nullable Object plain(@Nullable Object data) {
    return data == null ? null : json.unmarshal(json.asJson(data), new TypeReference<Object>() {});
  }

  /** A short text that stands for the whole one. */
  public static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Object canonical(Object value) {
    return switch (value) {
      case Map<?, ?> map -> sorted(map);
      case List<?> list -> list.stream().map(RevisionData::canonical).toList();
      default -> value;
    };
  }

  private static Map<String, Object> sorted(Map<?, ?> map) {
    Map<String, Object> result = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            result.put(String.valueOf(key), canonical(value));
          }
        });
    return result;
  }
}
