package io.myworkloads.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** Upstream's definitions by their short name, to be narrowed and then put together. */
final class Definitions {
  private final Map<String, ObjectNode> byName;

  private Definitions(Map<String, ObjectNode> byName) {
    this.byName = byName;
  }

  /**
   * As upstream publishes them, the types of their own that JSON writes as plain values included.
   */
  static Definitions load() throws IOException {
    Definitions definitions = new Definitions(OpenApiSlice.load());
    Formats.quantity(definitions.of("Quantity"));
    definitions.of("IntOrString").intOrString();
    definitions.of("FieldsV1").anyContent();
    return definitions;
  }

  Schema of(String name) {
    ObjectNode definition = byName.get(name);
    if (definition == null) {
      throw new IllegalArgumentException("no definition " + name);
    }
    return new Schema(definition);
  }

  /** A second definition like another, for a place with rules of its own. */
  Schema copy(String name, String as) {
    byName.put(as, of(name).node().deepCopy());
    return of(as);
  }

  /**
   * The structural schema of a definition: every reference replaced by what it names, as the API
   * server takes no {@code $ref}.
   */
  Schema inline(String name) {
    return new Schema(inline(of(name).node()));
  }

  private ObjectNode inline(ObjectNode from) {
    ObjectNode to = from.objectNode();
    if (from.has("$ref")) {
      to.setAll(inline(from.get("$ref").asText()).node());
    }
    for (Map.Entry<String, JsonNode> entry : from.properties()) {
      String key = entry.getKey();
      JsonNode value = entry.getValue();
      switch (key) {
        case "$ref" -> {}
        case "items", "additionalProperties" ->
            to.set(key, withoutDescription(inline((ObjectNode) value)));
        case "properties" -> {
          ObjectNode properties = to.putObject(key);
          value
              .properties()
              .forEach(
                  property ->
                      properties.set(property.getKey(), inline((ObjectNode) property.getValue())));
        }
        // what a place adds to the rules of the definition that it refers to
        case "x-kubernetes-validations" -> to.withArray(key).addAll((ArrayNode) value.deepCopy());
        default -> to.set(key, value.deepCopy());
      }
    }
    return to;
  }

  /** The list or map has said it already; the room is better spent on the fields. */
  private static ObjectNode withoutDescription(ObjectNode schema) {
    schema.remove("description");
    return schema;
  }
}
