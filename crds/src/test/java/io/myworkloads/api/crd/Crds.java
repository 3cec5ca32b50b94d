package io.myworkloads.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyDaemonSet;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicationController;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The CRDs: fields, columns, subresources and defaults from the classes; the Pod's template and
 * what the API refuses from {@link PodTemplateSchema}, {@link SelectorSchema} and {@link
 * StatusSchema}.
 */
final class Crds {
  /**
   * @param rules what the CRD says beyond what the class does
   */
  private record Kind(Class<? extends HasMetadata> type, String description, Rules rules) {
    String name() {
      return type.getSimpleName();
    }
  }

  @FunctionalInterface
  private interface Rules {
    void add(String kind, Schema root, Definitions definitions);
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              MyReplicaSet.class,
              "MyReplicaSet keeps a number of Pods of one template alive: it replaces those that fail or are deleted.",
              Crds::replicaSet),
          new Kind(
              MyReplicationController.class,
              "MyReplicationController keeps a number of Pods of one template alive, and may change which ones it counts.",
              Crds::replicationController),
          new Kind(
              MyDaemonSet.class,
              "MyDaemonSet keeps one Pod of one template on every node that should have one.",
              Crds::daemonSet),
          new Kind(
              MyJob.class,
              "MyJob runs Pods of one template until as many of them have succeeded as asked for.",
              JobSchema::complete),
          new Kind(
              MyCronJob.class,
              "MyCronJob starts MyJobs of one template at scheduled times.",
              (_, root, definitions) -> CronJobSchema.complete(root, definitions)));

  private static void replicaSet(String kind, Schema root, Definitions definitions) {
    Schema spec = replicatedSpec(kind, root, definitions);
    spec.at("selector").replaceContent(SelectorSchema.of(kind, definitions));
    SelectorSchema.mustMatchTemplate(spec);
    StatusSchema.ofReplicas(root.at("status"));
  }

  private static void replicationController(String kind, Schema root, Definitions definitions) {
    Schema spec = replicatedSpec(kind, root, definitions);
    SelectorSchema.labelsOrThoseOfTemplate(spec);
    StatusSchema.ofReplicas(root.at("status"));
  }

  private static void daemonSet(String kind, Schema root, Definitions definitions) {
    Schema spec = root.at("spec").int32("minReadySeconds", "revisionHistoryLimit");
    spec.at("template").replaceContent(PodTemplateSchema.ofEndlessPods(kind, definitions));
    spec.at("selector").replaceContent(SelectorSchema.of(kind, definitions));
    SelectorSchema.mustMatchTemplate(spec);
    DaemonSetSchema.complete(spec);
    StatusSchema.ofDaemonSet(root.at("status"));
  }

  private static Schema replicatedSpec(String kind, Schema root, Definitions definitions) {
    Schema spec = root.at("spec").int32("replicas", "minReadySeconds", "replaceAfterRestarts");
    spec.at("template").replaceContent(PodTemplateSchema.ofEndlessPods(kind, definitions));
    spec.at("podReplacementPolicy").oneOf("TerminatingOrFailed", "Failed");
    spec.at("failedPods")
        .int32("keep", "ttlSeconds")
        .rule(
            "has(self.keep) || has(self.ttlSeconds)",
            "must specify keep, ttlSeconds or both",
            "",
            Schema.Reason.FieldValueRequired);
    return spec;
  }

  private static @Nullable SortedMap<String, ObjectNode> generated;

  private Crds() {}

  /** All CRDs by the name of their file, made once: the generator takes seconds. */
  static synchronized SortedMap<String, ObjectNode> generate() throws IOException {
    if (generated == null) {
      generated = Collections.unmodifiableSortedMap(completed());
    }
    return generated;
  }

  private static SortedMap<String, ObjectNode> completed() throws IOException {
    SortedMap<String, ObjectNode> crds = new TreeMap<>();
    for (Kind kind : KINDS) {
      ObjectNode crd = fromClass(kind.type());
      complete(crd, kind);
      crds.put(crd.at("/metadata/name").asText() + ".yaml", sorted(crd));
    }
    return crds;
  }

  static String toYaml(ObjectNode crd) throws IOException {
    YAMLFactory yaml =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    return new ObjectMapper(yaml).writeValueAsString(crd);
  }

  static JsonNode openApi(ObjectNode crd) {
    return crd.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  private static ObjectNode fromClass(Class<? extends HasMetadata> type) throws IOException {
    List<ObjectNode> crds = new ArrayList<>();
    try (CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream> nowhere =
        new CRDGenerator.AbstractCRDOutput<>() {
          @Override
          protected ByteArrayOutputStream createStreamFor(String name) {
            return new ByteArrayOutputStream();
          }
        }) {
      new CRDGenerator()
          .customResourceClasses(List.of(type))
          .withParallelGenerationEnabled(false)
          .withPostProcessor(
              new CRDPostProcessor() {
                @Override
                public HasMetadata process(HasMetadata crd, String version) {
                  crds.add(new ObjectMapper().valueToTree(crd));
                  return crd;
                }
              })
          .withOutput(nowhere)
          .generate();
    }
    return crds.getFirst();
  }

  private static void complete(ObjectNode crd, Kind kind) throws IOException {
    Schema root = new Schema((ObjectNode) openApi(crd));
    root.describe(kind.description()).required("spec");
    root.at("spec").describe("What it shall be.");
    root.at("status").describe("What was seen of it. The operator writes it.");
    kind.rules().add(kind.name(), root, Definitions.load());
    boundInt32(root.node());
    dropHalfOfScale((ObjectNode) crd.at("/spec/versions/0/subresources"));
    Columns.sort((ArrayNode) crd.at("/spec/versions/0/additionalPrinterColumns"));
  }

  /** The generator finds the parallelism of a MyJob in what only makes MyJobs. */
  private static void dropHalfOfScale(ObjectNode subresources) {
    if (!subresources.at("/scale").has("statusReplicasPath")) {
      subresources.remove("scale");
    }
  }

  /**
   * The API server does not hold numbers to their format, and one that is too large could not be
   * read back.
   */
  private static void boundInt32(JsonNode schema) {
    if (schema instanceof ObjectNode node && node.path("format").asText().equals("int32")) {
      if (!node.has("maximum")) {
        node.put("maximum", Integer.MAX_VALUE);
      }
      if (!node.has("minimum")) {
        node.put("minimum", Integer.MIN_VALUE);
      }
    }
    schema.forEach(Crds::boundInt32);
  }

  /** Ordered by name, so that a file changes only where the API does. */
  private static ObjectNode sorted(ObjectNode from) {
    ObjectNode to = JsonNodeFactory.instance.objectNode();
    Map<String, JsonNode> fields = new TreeMap<>();
    from.properties().forEach(e -> fields.put(e.getKey(), e.getValue()));
    fields.forEach((name, value) -> to.set(name, sortedValue(value)));
    return to;
  }

  private static JsonNode sortedValue(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return sorted(object);
    }
    if (value.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> list.add(sortedValue(item)));
      return list;
    }
    // the generator writes a minimum as 0.0
    return value.isDouble() && value.doubleValue() == value.longValue()
        ? LongNode.valueOf(value.longValue())
        : value;
  }
}
