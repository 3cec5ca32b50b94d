package io.myworkloads.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The definitions of upstream's OpenAPI that a Pod's template needs, cut out once per version of
 * Kubernetes.
 *
 * <p>Kept is what a structural schema can say. Of a description the first sentence stays, for
 * {@code kubectl explain}: with all of them a CRD would be too big for the annotation that {@code
 * kubectl apply} writes. Defaults of required fields go: they are the zero values of Go's types,
 * and with them a missing name would be an empty one.
 */
final class OpenApiSlice {
  static final String KUBERNETES_VERSION = "1.35.4";
  static final String RESOURCE = "/kubernetes/pod-template-" + KUBERNETES_VERSION + ".json";

  private static final String ROOT = "io.k8s.api.core.v1.PodTemplateSpec";
  private static final List<String> KEPT =
      List.of(
          "type",
          "format",
          "required",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type");
  private static final Pattern FIRST_SENTENCE =
      Pattern.compile(
          "^.*?[^.](?<!\\b(?:e\\.g|i\\.e|etc|vs|cf))(?<!\\bie|\\beg)[.:](?=\\s+[^a-z\\s]|$)",
          Pattern.DOTALL);

  private OpenApiSlice() {}

  static Map<String, ObjectNode> load() throws IOException {
    try (InputStream in = OpenApiSlice.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("no resource " + RESOURCE);
      }
      Map<String, ObjectNode> definitions = new TreeMap<>();
      new ObjectMapper()
          .readTree(in)
          .properties()
          .forEach(e -> definitions.put(e.getKey(), (ObjectNode) e.getValue()));
      return definitions;
    }
  }

  /**
   * Cuts anew, for another version of Kubernetes:
   *
   * <pre>
   * go mod download k8s.io/kubernetes@v1.35.4
   * mvn -pl crds test-compile exec:java -Dexec.classpathScope=test \
   *   -Dexec.mainClass=io.myworkloads.api.crd.OpenApiSlice \
   *   -Dexec.args=$(go env GOMODCACHE)/k8s.io/kubernetes@v1.35.4/api/openapi-spec/v3/api__v1_openapi.json
   * </pre>
   */
  public static void main(String[] args) throws IOException {
    cut(Path.of(args[0]), Path.of("crds/src/test/resources" + RESOURCE));
  }

  private static void cut(Path openApi, Path slice) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode schemas = json.readTree(openApi.toFile()).path("components").path("schemas");
    Map<String, ObjectNode> cut = new TreeMap<>();
    cut(schemas, ROOT, cut);
    // one definition a line, so that the difference of two versions can be read
    Files.writeString(
        slice,
        cut.entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
            .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
  }

  private static void cut(JsonNode schemas, String longName, Map<String, ObjectNode> cut) {
    String name = shortName(longName);
    if (cut.containsKey(name)) {
      return;
    }
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    cut.put(name, definition);
    copy(schemas, schemas.required(longName), definition, cut);
  }

  private static void copy(
      JsonNode schemas, JsonNode from, ObjectNode to, Map<String, ObjectNode> cut) {
    String reference = from.path("$ref").asText(from.at("/allOf/0/$ref").asText());
    if (!reference.isEmpty()) {
      String longName = reference.substring(reference.lastIndexOf('/') + 1);
      cut(schemas, longName, cut);
      to.put("$ref", shortName(longName));
    }
    if (from.has("description")) {
      to.put("description", firstSentence(from.get("description").asText()));
    }
    for (String key : KEPT) {
      if (from.has(key)) {
        to.set(key, from.get(key));
      }
    }
    for (String key : List.of("items", "additionalProperties")) {
      if (from.has(key)) {
        copy(schemas, from.get(key), to.putObject(key), cut);
      }
    }
    if (from.has("properties")) {
      List<String> required = from.path("required").valueStream().map(JsonNode::asText).toList();
      ObjectNode properties = to.putObject("properties");
      from.get("properties")
          .properties()
          .forEach(
              property -> {
                ObjectNode child = properties.putObject(property.getKey());
                copy(schemas, property.getValue(), child, cut);
                JsonNode value = property.getValue().path("default");
                if (value.isValueNode() && !required.contains(property.getKey())) {
                  child.set("default", value);
                }
              });
    }
  }

  private static String shortName(String longName) {
    return longName.substring(longName.lastIndexOf('.') + 1);
  }

  static String firstSentence(String description) {
    String paragraph = description.split("\n\\s*\n", 2)[0].replaceAll("\\s+", " ").strip();
    Matcher sentence = FIRST_SENTENCE.matcher(paragraph);
    String first = sentence.find() ? sentence.group() : paragraph;
    return first.endsWith(":") ? first.substring(0, first.length() - 1) + "." : first;
  }
}
