package io.myworkloads.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A node of a schema, with the words to narrow it. */
record Schema(ObjectNode node) {

  /** How the API server words a violated rule. */
  enum Reason {
    FieldValueInvalid,
    FieldValueRequired,
    FieldValueForbidden
  }

  /**
   * @param path names of properties with dots between them, {@code []} for the items of a list and
   *     {@code {}} for the values of a map
   */
  Schema at(String path) {
    ObjectNode at = node;
    for (String step : path.split("\\.", -1)) {
      String name = step.replaceAll("(\\[]|\\{})$", "");
      at = child(child(at, "properties", path), name, path);
      if (step.endsWith("[]")) {
        at = child(at, "items", path);
      } else if (step.endsWith("{}")) {
        at = child(at, "additionalProperties", path);
      }
    }
    return new Schema(at);
  }

  private static ObjectNode child(ObjectNode parent, String name, String path) {
    if (parent.get(name) instanceof ObjectNode child) {
      return child;
    }
    throw new IllegalArgumentException("no " + name + " on the way to " + path);
  }

  Schema required(String... names) {
    ArrayNode required = node.withArray("required");
    for (String name : names) {
      if (required.valueStream().noneMatch(n -> n.asText().equals(name))) {
        required.add(name);
      }
    }
    return this;
  }

  Schema minimum(long value) {
    node.put("minimum", value);
    return this;
  }

  Schema maximum(long value) {
    node.put("maximum", value);
    return this;
  }

  Schema minLength(int value) {
    node.put("minLength", value);
    return this;
  }

  Schema maxLength(int value) {
    node.put("maxLength", value);
    return this;
  }

  Schema minItems(int value) {
    node.put("minItems", value);
    return this;
  }

  Schema maxItems(int value) {
    node.put("maxItems", value);
    return this;
  }

  Schema maxProperties(int value) {
    node.put("maxProperties", value);
    return this;
  }

  Schema pattern(String value) {
    node.put("pattern", value);
    return this;
  }

  Schema oneOf(String... values) {
    ArrayNode list = node.putArray("enum");
    for (String value : values) {
      list.add(value);
    }
    return this;
  }

  /** A rule on this node, whose message names this node. */
  Schema rule(String expression, String message) {
    return rule(expression, message, "", Reason.FieldValueInvalid);
  }

  /**
   * @param field the property below this node that the message names, as {@code .name}
   */
  Schema rule(String expression, String message, String field) {
    return rule(expression, message, field, Reason.FieldValueInvalid);
  }

  Schema rule(String expression, String message, String field, Reason reason) {
    ObjectNode rule = node.withArray("x-kubernetes-validations").addObject();
    if (!field.isEmpty()) {
      rule.put("fieldPath", field);
    }
    rule.put("message", message);
    if (reason != Reason.FieldValueInvalid) {
      rule.put("reason", reason.name());
    }
    rule.put("rule", expression);
    return this;
  }

  /** Lets a rule of an object's root name the object's name. */
  Schema withName() {
    node.withObject("/properties/metadata")
        .put("type", "object")
        .withObject("/properties/name")
        .put("type", "string")
        .put("maxLength", 253);
    return this;
  }

  /** As {@link #ruleThatTells(String, String, String)}, whose message names this node. */
  Schema ruleThatTells(String expression, String messageExpression) {
    return ruleThatTells(expression, messageExpression, "");
  }

  /**
   * A rule whose message names what it was broken by.
   *
   * @param messageExpression a CEL expression of the message
   */
  Schema ruleThatTells(String expression, String messageExpression, String field) {
    ObjectNode rule = node.withArray("x-kubernetes-validations").addObject();
    if (!field.isEmpty()) {
      rule.put("fieldPath", field);
    }
    rule.put("messageExpression", messageExpression);
    rule.put("rule", expression);
    return this;
  }

  Schema describe(String description) {
    node.put("description", description);
    return this;
  }

  /** The generator leaves the client's own types open for fields of later versions. */
  Schema closed() {
    return without("x-kubernetes-preserve-unknown-fields");
  }

  /** What the values of a map look like. */
  Schema values() {
    return new Schema(child(node, "additionalProperties", "its values"));
  }

  /** What the items of a list look like. */
  Schema items() {
    return new Schema(child(node, "items", "its items"));
  }

  Stream<String> propertyNames() {
    return child(node, "properties", "its properties").propertyStream().map(Map.Entry::getKey);
  }

  Schema without(String... keys) {
    node.remove(List.of(keys));
    return this;
  }

  /** Everything but the description and what is said of this place is the other's. */
  Schema replaceContent(Schema other) {
    JsonNode description = node.get("description");
    node.removeAll();
    node.setAll(other.node());
    if (description != null) {
      node.set("description", description);
    }
    return this;
  }

  Schema replaceBy(String type) {
    node.removeAll();
    node.put("type", type);
    return this;
  }

  /**
   * Java's int, of which the generator says only that it is a number: a larger one could not be
   * read back.
   */
  Schema int32(String... properties) {
    for (String property : properties) {
      at(property).node().put("format", "int32");
    }
    return this;
  }

  Schema int64(String property) {
    at(property).node().put("format", "int64");
    return this;
  }

  Schema type(String name) {
    node.put("$ref", name);
    return this;
  }

  Schema notNegative() {
    return minimum(0);
  }

  Schema notEmpty() {
    return minLength(1);
  }

  /** A field that upstream's type has, and that makes no sense in this place. */
  Schema forbidden(String message) {
    return rule("false", message, "", Reason.FieldValueForbidden);
  }

  /**
   * A number with or without a fraction, or a text. The API server has a word for a whole number or
   * a text only, so that {@code cpu: 0.5} would be refused: here anything is allowed, and then all
   * that is not wanted is made impossible. The price is that no rule can read the value.
   */
  Schema numberOrString() {
    node.remove(List.of("type", "format"));
    node.put("minProperties", 1).put("maxProperties", 0).put("minItems", 1).put("maxItems", 0);
    node.putObject("not").putArray("enum").add(true).add(false);
    return anyContent();
  }

  Schema intOrString() {
    node.remove(List.of("type", "format"));
    ArrayNode anyOf = node.putArray("anyOf");
    anyOf.addObject().put("type", "integer");
    anyOf.addObject().put("type", "string");
    node.put("x-kubernetes-int-or-string", true);
    return this;
  }

  Schema anyContent() {
    node.put("x-kubernetes-preserve-unknown-fields", true);
    return this;
  }
}
