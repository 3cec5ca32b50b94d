package io.myworkloads.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** An object as a user writes it, to be changed in one place. */
record Manifest(ObjectNode json) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** A MyReplicaSet with as many fields as one can have at a time, all of them valid. */
  static Manifest everyField() {
    try (InputStream in = Manifest.class.getResourceAsStream("/api/every-field.yaml")) {
      return new Manifest((ObjectNode) YAML.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param path names and positions with dots between them
   * @param yaml what stands there afterwards; nothing takes the place away
   */
  Manifest with(String path, String yaml) {
    ObjectNode changed = json.deepCopy();
    List<String> steps = List.of(path.split("\\."));
    JsonNode at = changed;
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = at instanceof ArrayNode list ? list.required(Integer.parseInt(step)) : at.required(step);
    }
    String last = steps.getLast();
    JsonNode value = yaml(yaml);
    if (at instanceof ArrayNode list) {
      int position = Integer.parseInt(last);
      if (value.isMissingNode()) {
        list.remove(position);
      } else {
        list.set(position, value);
      }
    } else if (value.isMissingNode()) {
      ((ObjectNode) at).remove(last);
    } else {
      ((ObjectNode) at).set(last, value);
    }
    return new Manifest(changed);
  }

  /** The same as the built-in kind that the custom one follows. */
  Manifest asReplicaSet() {
    return as("apps/v1", "ReplicaSet");
  }

  /** A MyReplicationController of the same Pods. */
  static Manifest replicationController() {
    return everyField()
        .as("myworkloads.io/v1", "MyReplicationController")
        .with("spec.selector", "{app: kubia}");
  }

  /** The same as the built-in kind that the custom one follows. */
  Manifest asReplicationController() {
    return as("v1", "ReplicationController");
  }

  /** A MyDaemonSet of the same Pods. */
  static Manifest daemonSet() {
    return everyField().as("myworkloads.io/v1", "MyDaemonSet").with("spec.replicas", "");
  }

  /** The same as the built-in kind that the custom one follows. */
  Manifest asDaemonSet() {
    return as("apps/v1", "DaemonSet");
  }

  /** A MyJob of the same Pods, without a selector of its own. */
  static Manifest job() {
    return everyField()
        .as("myworkloads.io/v1", "MyJob")
        .with("spec.replicas", "")
        .with("spec.minReadySeconds", "")
        .with("spec.selector", "")
        .with("spec.template.spec.restartPolicy", "Never");
  }

  /** The same as the built-in kind that the custom one follows. */
  Manifest asJob() {
    return as("batch/v1", "Job");
  }

  /** A MyCronJob of such MyJobs, every minute. */
  static Manifest cronJob() {
    Manifest job = job();
    ObjectNode spec = job.json.objectNode().put("schedule", "* * * * *");
    spec.putObject("jobTemplate").set("spec", job.json.path("spec"));
    return job.as("myworkloads.io/v1", "MyCronJob").with("spec", spec.toString());
  }

  /** The same as the built-in kind that the custom one follows. */
  Manifest asCronJob() {
    return as("batch/v1", "CronJob");
  }

  /**
   * @param yaml fields by their path, as {@code {spec.suspend: true}}
   */
  Manifest withAll(String yaml) {
    Manifest changed = this;
    for (Map.Entry<String, JsonNode> field : yaml(yaml).properties()) {
      changed = changed.with(field.getKey(), field.getValue().toString());
    }
    return changed;
  }

  private Manifest as(String apiVersion, String kind) {
    ObjectNode other = json.deepCopy();
    other.put("apiVersion", apiVersion).put("kind", kind);
    return new Manifest(other);
  }

  JsonNode at(String path) {
    return json.at("/" + path.replace('.', '/'));
  }

  String toYaml() {
    try {
      return YAML.writeValueAsString(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  GenericKubernetesResource toResource() {
    return YAML.convertValue(json, GenericKubernetesResource.class);
  }

  private static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
