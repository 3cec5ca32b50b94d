import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers requests out of the store, without asking who sends them or whether they are valid. */
final class ApiServer {
  private static final List<String> KINDS =
      List.of("MyReplicaSet", "MyReplicationController", "MyDaemonSet", "MyJob", "MyCronJob");

  private final Store store;

  ApiServer(Store store) {
    this.store = store;
  }

  record Answer(int status, JsonNode body) {}

  /**
   * Answers.
   *
   * @param path of the request, without its query
   */
  Answer answer(String method, String path, String body) throws IOException {
    if (path.endsWith("/selfsubjectrulesreviews")) {
      return new Answer(201, allRights());
    }
    if (path.equals("/version")) {
      return new Answer(
          200, Json.read("{\"major\": \"1\", \"minor\": \"35\", \"gitVersion\": \"v1.35.0\"}"));
    }
    if (path.equals("/apis/myworkloads.io/v1")) {
      return new Answer(200, resources());
    }
    boolean ofStatus = path.endsWith("/status");
    String object = ofStatus ? path.substring(0, path.lastIndexOf('/')) : path;
    return switch (method) {
      case "POST" -> create(path, Json.read(body));
      case "GET" ->
          isCollection(path) && store.get(path).isEmpty()
              ? new Answer(200, list(path))
              : found(store.get(object));
      case "PUT" -> {
        ObjectNode put = Json.read(body);
        yield found(
            store.replace(
                object, before -> ofStatus ? before.set("status", put.get("status")) : put));
      }
      case "PATCH" -> {
        JsonNode patch = Json.MAPPER.readTree(body);
        yield found(store.replace(object, before -> Json.patched(before, patch)));
      }
      case "DELETE" -> found(store.delete(path));
      default -> throw new IllegalArgumentException(method);
    };
  }

  /** A request whose answer came too late is repeated. */
  private Answer create(String collection, ObjectNode object) {
    return store
        .create(collection + "/" + object.at("/metadata/name").asText(), object)
        .map(made -> new Answer(201, made))
        .orElseGet(() -> failure(409, "AlreadyExists"));
  }

  private static Answer found(Optional<ObjectNode> object) {
    return object.map(it -> new Answer(200, it)).orElseGet(() -> failure(404, "NotFound"));
  }

  private static Answer failure(int code, String reason) {
    return new Answer(
        code,
        Json.MAPPER
            .createObjectNode()
            .put("apiVersion", "v1")
            .put("kind", "Status")
            .put("status", "Failure")
            .put("reason", reason)
            .put("code", code));
  }

  private static ObjectNode allRights() throws IOException {
    return Json.read(
        """
        {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "spec": {},
         "status": {"incomplete": false, "nonResourceRules": [],
           "resourceRules": [{"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]}]}}
        """);
  }

  private static ObjectNode resources() {
    ObjectNode list =
        Json.MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "APIResourceList");
    list.put("groupVersion", "myworkloads.io/v1");
    ArrayNode resources = list.putArray("resources");
    for (String kind : KINDS) {
      ObjectNode resource = resources.addObject();
      resource.put("name", kind.toLowerCase(Locale.ROOT) + "s");
      resource.put("kind", kind).put("namespaced", true);
    }
    return list;
  }

  private static boolean isCollection(String path) {
    return path.matches("/(api|apis/[^/]+)/[^/]+/(namespaces/[^/]+/)?[^/]+");
  }

  private ObjectNode list(String collection) {
    Store.Listed listed = store.list(collection);
    ObjectNode list = Json.MAPPER.createObjectNode();
    list.put(
        "apiVersion", collection.startsWith("/api/") ? "v1" : collection.split("/")[2] + "/v1");
    list.put("kind", collection.endsWith("/pods") ? "PodList" : "List");
    list.putObject("metadata").put("resourceVersion", Integer.toString(listed.revision()));
    list.putArray("items").addAll(listed.items());
    return list;
  }
}
