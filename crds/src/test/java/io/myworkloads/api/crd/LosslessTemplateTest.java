package io.myworkloads.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every field of a Pod's template gets from the user to the Pod: the API server keeps it, and the
 * operator's model reads and writes it.
 */
class LosslessTemplateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The model is a version of Kubernetes ahead of the CRD. */
  private static final Set<String> LATER_THAN_THE_CRD = Set.of(".spec.schedulingGroup");

  /** Such a field goes through the model's additional properties. */
  private static final Set<String> NOT_IN_THE_MODEL = Set.of(".spec.workloadRef");

  private final Set<String> unknownToSchema = new TreeSet<>();
  private final Set<String> unknownToModel = new TreeSet<>();

  @Test
  void schemaAndModelKnowTheSameFields() throws IOException {
    compare("", JSON.constructType(PodTemplateSpec.class), template());
    assertThat(unknownToSchema).as("dropped by the API server").isEqualTo(LATER_THAN_THE_CRD);
    assertThat(unknownToModel).as("additional to the model").isEqualTo(NOT_IN_THE_MODEL);
  }

  @Test
  void fieldThatTheModelDoesNotKnowPassesThroughIt() throws IOException {
    JsonNode template =
        JSON.readTree("{\"spec\": {\"workloadRef\": {\"name\": \"w\", \"podGroup\": \"g\"}}}");
    assertThat(
            JSON.<JsonNode>valueToTree(JSON.treeToValue(template, PodTemplateSpec.class))
                .at("/spec/workloadRef"))
        .isEqualTo(template.at("/spec/workloadRef"));
  }

  @Test
  void fractionOfCpuMayBeNumber() throws IOException {
    JsonNode template =
        JSON.readTree(
            "{\"spec\": {\"overhead\": {\"a\": 0.5, \"b\": 2, \"c\": \"100m\", \"d\": 1e3}}}");
    assertThat(
            JSON.<JsonNode>valueToTree(JSON.treeToValue(template, PodTemplateSpec.class))
                .at("/spec/overhead"))
        .extracting(JsonNode::asText)
        .containsExactly("0.5", "2", "100m", "1000.0");
  }

  private static JsonNode template() throws IOException {
    return Crds.openApi(Crds.generate().sequencedValues().getLast())
        .at("/properties/spec/properties/template");
  }

  private void compare(String path, JavaType type, JsonNode schema) {
    if (type.isCollectionLikeType()) {
      compare(path, type.getContentType(), schema.path("items"));
    } else if (type.isMapLikeType()) {
      assertThat(schema.has("additionalProperties")).as(path).isTrue();
    } else if (type.isTypeOrSubTypeOf(Quantity.class)) {
      assertThat(schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()).as(path).isTrue();
    } else if (type.isTypeOrSubTypeOf(IntOrString.class)) {
      assertThat(schema.path("x-kubernetes-int-or-string").asBoolean()).as(path).isTrue();
    } else if (type.getRawClass().getName().startsWith("io.fabric8")
        && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      Map<String, JavaType> model = new TreeMap<>();
      for (BeanPropertyDefinition property :
          JSON.getSerializationConfig().introspect(type).findProperties()) {
        if (!property.getName().equals("additionalProperties")) {
          model.put(property.getName(), property.getPrimaryType());
        }
      }
      JsonNode properties = schema.path("properties");
      properties
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!model.containsKey(name)) {
                  unknownToModel.add(path + "." + name);
                }
              });
      model.forEach(
          (name, child) -> {
            if (properties.has(name)) {
              compare(path + "." + name, child, properties.get(name));
            } else {
              unknownToSchema.add(path + "." + name);
            }
          });
    }
  }
}
