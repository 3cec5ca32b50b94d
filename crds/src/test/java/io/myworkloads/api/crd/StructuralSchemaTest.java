package io.myworkloads.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the API server demands of a CRD's schema, found out without one. */
class StructuralSchemaTest {
  private final List<String> faults = new ArrayList<>();

  @Test
  void isStructural() throws IOException {
    Crds.generate().forEach((file, crd) -> check(file, Crds.openApi(crd)));
    assertThat(faults).isEmpty();
  }

  @Test
  void keepsNothingUnknownButWhatIsRefusedAnyway() throws IOException {
    for (ObjectNode crd : Crds.generate().values()) {
      assertThat(crd.findParents("x-kubernetes-preserve-unknown-fields"))
          .filteredOn(schema -> schema.path("maxProperties").asInt(-1) != 0)
          .as("ephemeralContainers, and fieldsV1 of each metadata")
          .hasSize(1 + crd.findValues("managedFields").size());
    }
  }

  private void check(String path, JsonNode schema) {
    boolean open =
        schema.path("x-kubernetes-int-or-string").asBoolean()
            || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    if (!schema.has("type") && !open) {
      faults.add(path + " has no type");
    }
    if (schema.has("$ref")) {
      faults.add(path + " has a reference");
    }
    schema
        .path("required")
        .forEach(
            name -> {
              if (!schema.path("properties").has(name.asText())) {
                faults.add(path + " requires what it has not: " + name);
              }
            });
    JsonNode items = schema.path("items");
    schema
        .path("x-kubernetes-list-map-keys")
        .forEach(
            key -> {
              JsonNode property = items.path("properties").path(key.asText());
              if (!items.path("required").toString().contains(key.toString())
                  && !property.has("default")) {
                faults.add(path + " has a key that may be absent: " + key);
              }
            });
    if (schema.has("items")) {
      check(path + "[]", items);
    }
    if (schema.has("additionalProperties")) {
      check(path + "{}", schema.get("additionalProperties"));
    }
    schema
        .path("properties")
        .properties()
        .forEach(property -> check(path + "." + property.getKey(), property.getValue()));
  }
}
