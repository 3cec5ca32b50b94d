import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Objects as JSON has them, and patches of them. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode read(String json) throws IOException {
    return (ObjectNode) MAPPER.readTree(json);
  }

  /** The object after a patch, whatever sort of patch it is. */
  static ObjectNode patched(ObjectNode object, JsonNode patch) {
    ObjectNode copy = object.deepCopy();
    if (patch.isArray()) {
      return (ObjectNode) io.fabric8.zjsonpatch.JsonPatch.apply(patch, copy);
    }
    merge(copy, patch);
    return copy;
  }

  /**
   * A merge patch, which also does for the strategic ones that are sent here, as lists come whole.
   */
  private static void merge(ObjectNode target, JsonNode patch) {
    for (var field : patch.properties()) {
      if (field.getKey().equals("$deleteFromPrimitiveList/finalizers")) {
        target.remove("finalizers");
      } else if (field.getValue().isNull()) {
        target.remove(field.getKey());
      } else if (field.getValue().isObject() && target.path(field.getKey()).isObject()) {
        merge((ObjectNode) target.get(field.getKey()), field.getValue());
      } else if (!field.getKey().startsWith("$")) {
        target.set(field.getKey(), field.getValue().deepCopy());
        if (target.get(field.getKey()) instanceof ArrayNode list) {
          list.removeIf(element -> element.has("$patch")); // an owner let go
        }
      }
    }
  }
}
