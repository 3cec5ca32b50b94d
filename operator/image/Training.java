import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * Trains the AOT cache of the operator's image: plays the API server and the kubelet to the
 * operator while it creates, adopts, releases, updates, deletes and counts Pods, and then stops it, so
 * that the JVM writes down which classes that took.
 *
 * <p>Runs from source in the image build, where no cluster can be had, with Jackson from the
 * operator's own libraries. It is no test: it accepts whatever it is sent.
 *
 * <p>Usage: {@code java -cp "lib/*" Training.java JAVA OPTIONS...}, which are the command that runs
 * the operator.
 */
final class Training {
  private static final String SETS = "/apis/myworkloads.io/v1/namespaces/training/myreplicasets";
  private static final String DAEMON_SETS =
      "/apis/myworkloads.io/v1/namespaces/training/mydaemonsets";
  private static final String NODES = "/api/v1/nodes";
  private static final String JOBS = "/apis/myworkloads.io/v1/namespaces/training/myjobs";
  private static final String PODS = "/api/v1/namespaces/training/pods";
  private static final int HTTP_PORT = 18080;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every object by its path; guarded by this. */
  private final Map<String, ObjectNode> objects = new TreeMap<>();

  private final List<Watch> watches = new ArrayList<>();

  /** Every event there was, for a watch that starts later than its list. */
  private final List<Event> history = new ArrayList<>();

  private int revision = 1;

  public static void main(String[] command) throws Exception {
    var training = new Training();
    Path account = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    int port = training.serve(account);
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
    builder.environment().put("KUBERNETES_SERVICE_PORT", Integer.toString(port));
    builder.environment().put("POD_NAME", "training");
    builder.environment().put("POD_NAMESPACE", "training");
    builder.environment().put("MYWORKLOADS_HTTP_PORT", Integer.toString(HTTP_PORT));
    Process operator = builder.start();
    try {
      training.play(operator);
      operator.destroy(); // SIGTERM: the cache is written when the JVM has shut down in order
      if (!operator.waitFor(180, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the operator did not stop");
      }
    } finally {
      operator.destroyForcibly();
    }
    System.exit(0); // connections that are still open end here
  }

  private void play(Process operator) throws Exception {
    for (int round = 0; round < 2; round++) {
      String name = "set-" + round;
      put(PODS + "/orphan-" + round, pod(name));
      String set = SETS + "/" + name;
      put(set, set(name, 200));
      await(operator, "200 Pods", () -> pods(name) == 200);
      await(operator, "a status", () -> status(set).path("availableReplicas").asInt() == 200);
      String one = onePod(name);
      change(one, pod -> ((ObjectNode) pod.at("/metadata/labels")).put("app", "released"));
      await(operator, "a Pod in place of the released one", () -> pods(name) == 200);
      change(set, it -> ((ObjectNode) it.get("spec")).put("replicas", 0));
      await(operator, "no Pods", () -> pods(name) == 0);
      String job = JOBS + "/job-" + round;
      put(job, job("job-" + round, 50));
      await(operator, "the end of a MyJob", () -> succeeded(job) == 50);
    }
    playDaemonSet(operator);
    HttpClient client = HttpClient.newHttpClient();
    for (String path : List.of("/livez", "/readyz", "/metrics")) {
      URI uri = URI.create("http://127.0.0.1:" + HTTP_PORT + path);
      var answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      System.out.println(path + " " + answer.statusCode());
    }
  }

  private void playDaemonSet(Process operator) throws Exception {
    for (int i = 0; i < 100; i++) {
      put(NODES + "/node-" + i, node());
    }
    String set = DAEMON_SETS + "/daemon";
    put(set, daemonSet());
    await(operator, "a Pod a node", () -> pods("daemon") == 100);
    change(NODES + "/node-0", node -> node.withObject("/metadata").putObject("labels"));
    await(operator, "none where the label is gone", () -> pods("daemon") == 99);
    change(
        set,
        it -> ((ObjectNode) it.at("/spec/template/spec/containers/0")).put("image", "busybox:2"));
    await(
        operator,
        "all Pods updated",
        () ->
            status(set).path("images").asText().equals("busybox:2")
                && status(set).path("updatedNumberScheduled").asInt() == 99);
    change(set, it -> it.withObject("/spec").put("suspend", true));
    await(operator, "no daemon Pods", () -> pods("daemon") == 0);
  }

  private static void await(Process operator, String what, BooleanSupplier seen) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!seen.getAsBoolean()) {
      if (!operator.isAlive()) {
        throw new IllegalStateException("the operator ended with " + operator.exitValue());
      }
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("not seen within " + PATIENCE + ": " + what);
      }
      Thread.sleep(20);
    }
    System.out.println("seen: " + what);
  }

  private synchronized int pods(String app) {
    int pods = 0;
    for (var entry : objects.entrySet()) {
      if (entry.getKey().startsWith(PODS) && isActivePodOf(entry.getValue(), app)) {
        pods++;
      }
    }
    return pods;
  }

  private synchronized String onePod(String app) {
    return objects.entrySet().stream()
        .filter(e -> e.getKey().startsWith(PODS) && isActivePodOf(e.getValue(), app))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static boolean isActivePodOf(JsonNode pod, String app) {
    return pod.at("/metadata/labels/app").asText().equals(app)
        && pod.at("/metadata/deletionTimestamp").isMissingNode()
        && !pod.at("/metadata/ownerReferences/0").isMissingNode();
  }

  private synchronized int succeeded(String job) {
    return objects.get(job).at("/status/succeeded").asInt();
  }

  private synchronized JsonNode status(String set) {
    return objects.get(set).path("status");
  }

  private static ObjectNode node() throws IOException {
    return read(
        """
        {"apiVersion": "v1", "kind": "Node", "metadata": {"labels": {"disk": "ssd"}}, "spec": {},
         "status": {"conditions": [{"type": "Ready", "status": "True"}]}}
        """);
  }

  private static ObjectNode daemonSet() throws IOException {
    return read(
        """
        {"apiVersion": "myworkloads.io/v1", "kind": "MyDaemonSet",
         "metadata": {"name": "daemon", "namespace": "training", "generation": 1},
         "spec": {"selector": {"matchLabels": {"app": "daemon"}},
           "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": "20%"}},
           "template": {"metadata": {"labels": {"app": "daemon"}},
             "spec": {"nodeSelector": {"disk": "ssd"}, "tolerations": [{"operator": "Exists"}],
               "containers": [{"name": "main", "image": "busybox"}]}}}}
        """);
  }

  private static ObjectNode set(String name, int replicas) throws IOException {
    return read(
        """
        {"apiVersion": "myworkloads.io/v1", "kind": "MyReplicaSet",
         "metadata": {"name": "%1$s", "namespace": "training", "generation": 1},
         "spec": {"replicas": %2$d, "selector": {"matchLabels": {"app": "%1$s"}},
           "template": {"metadata": {"labels": {"app": "%1$s"}},
             "spec": {"containers": [{"name": "main", "image": "busybox", "env": [{"name": "A", "value": "b"}],
               "ports": [{"containerPort": 8080, "protocol": "TCP"}],
               "resources": {"requests": {"cpu": "1m"}, "limits": {"memory": "16Mi"}},
               "livenessProbe": {"httpGet": {"path": "/", "port": 8080}, "periodSeconds": 10},
               "readinessProbe": {"tcpSocket": {"port": "http"}},
               "startupProbe": {"exec": {"command": ["true"]}}}]}}}}
        """
            .formatted(name, replicas));
  }

  private static ObjectNode job(String name, int completions) throws IOException {
    return read(
        """
        {"apiVersion": "myworkloads.io/v1", "kind": "MyJob",
         "metadata": {"name": "%1$s", "namespace": "training", "generation": 1},
         "spec": {"completions": %2$d, "parallelism": 10, "completionMode": "NonIndexed",
           "template": {"metadata": {"labels": {"app": "%1$s"}},
             "spec": {"restartPolicy": "Never", "containers": [{"name": "main", "image": "busybox", "command": ["true"]}]}}}}
        """
            .formatted(name, completions));
  }

  private static ObjectNode pod(String app) throws IOException {
    return read(
        """
        {"apiVersion": "v1", "kind": "Pod",
         "metadata": {"name": "orphan", "namespace": "training", "labels": {"app": "%s"}},
         "spec": {"containers": [{"name": "main", "image": "busybox"}]}}
        """
            .formatted(app));
  }

  private static ObjectNode read(String json) throws IOException {
    return (ObjectNode) JSON.readTree(json);
  }

  // The store: creates and updates an object at its path, and tells those who watch.

  private synchronized ObjectNode put(String path, ObjectNode object) {
    ObjectNode meta = object.withObject("/metadata");
    boolean isNew = !objects.containsKey(path);
    if (isNew) {
      meta.put("uid", UUID.randomUUID().toString());
      meta.put("creationTimestamp", now());
      meta.put("name", path.substring(path.lastIndexOf('/') + 1));
    }
    meta.put("resourceVersion", Integer.toString(++revision));
    if (path.startsWith(PODS) && meta.get("deletionTimestamp") == null) {
      run(object);
    }
    objects.put(path, object);
    tell(path, isNew ? "ADDED" : "MODIFIED", object);
    return object;
  }

  private synchronized void change(String path, Consumer<ObjectNode> edit) {
    ObjectNode object = objects.get(path).deepCopy();
    edit.accept(object);
    if (path.startsWith(SETS) || path.startsWith(DAEMON_SETS)) {
      ObjectNode meta = object.withObject("/metadata");
      meta.put("generation", meta.path("generation").asInt() + 1);
    }
    put(path, object);
  }

  private synchronized ObjectNode remove(String path) {
    ObjectNode object = objects.remove(path).deepCopy();
    object.withObject("/metadata").put("resourceVersion", Integer.toString(++revision));
    tell(path, "DELETED", object);
    return object;
  }

  /** What scheduler and kubelet would write, at once: one that is to end has ended. */
  private static void run(ObjectNode pod) {
    String only =
        "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"
            + "/nodeSelectorTerms/0/matchFields/0/values/0";
    pod.withObject("/spec").put("nodeName", pod.at(only).asText("node"));
    boolean ends = pod.at("/metadata/ownerReferences/0/kind").asText().equals("MyJob");
    ObjectNode status = pod.withObject("/status").put("phase", ends ? "Succeeded" : "Running");
    status.put("startTime", now());
    ArrayNode conditions = status.putArray("conditions");
    for (String type : List.of("PodScheduled", "Initialized", "ContainersReady", "Ready")) {
      conditions
          .addObject()
          .put("type", type)
          .put("status", ends ? "False" : "True")
          .put("lastTransitionTime", now());
    }
    ObjectNode container = status.putArray("containerStatuses").addObject();
    container.put("name", "main").put("ready", !ends).put("restartCount", 0).put("image", "busybox");
    ObjectNode state = container.putObject("state");
    if (ends) {
      state.putObject("terminated").put("exitCode", 0).put("finishedAt", now());
    } else {
      state.putObject("running").put("startedAt", now());
    }
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private record Event(int revision, String path, JsonNode json) {}

  private void tell(String path, String type, ObjectNode object) {
    JsonNode json = JSON.createObjectNode().put("type", type).set("object", object.deepCopy());
    Event event = new Event(revision, path, json);
    history.add(event);
    watches.forEach(watch -> watch.send(event));
  }

  private synchronized void start(Watch watch, int since) {
    history.stream().filter(event -> event.revision > since).forEach(watch::send);
    watches.add(watch);
  }

  /** A collection's path names a namespace or, for all of them, does not. */
  private static boolean isIn(String collection, String path) {
    String parent = path.substring(0, path.lastIndexOf('/'));
    return parent.equals(collection)
        || parent.replaceFirst("/namespaces/[^/]+", "").equals(collection);
  }

  // HTTP/1.1 and websockets over TLS, as far as the operator's client uses them.

  private int serve(Path account) throws Exception {
    Path keys = Files.createTempDirectory("training").resolve("keys.p12");
    keytool(
        keys,
        "-genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=training -ext"
            + " san=ip:127.0.0.1");
    Files.createDirectories(account);
    keytool(keys, "-exportcert -alias server -rfc -file " + account.resolve("ca.crt"));
    Files.writeString(account.resolve("token"), "training");
    Files.writeString(account.resolve("namespace"), "training");

    KeyStore store = KeyStore.getInstance(keys.toFile(), "password".toCharArray());
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, "password".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    var server = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 1000);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (true) {
                try {
                  Socket socket = server.accept();
                  Thread.ofVirtual().start(() -> converse(socket));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    return server.getLocalPort();
  }

  private static void keytool(Path keys, String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(arguments.split(" ")));
    command.addAll(List.of("-keystore", keys.toString(), "-storepass", "password"));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
  }

  private void converse(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
      for (String request = line(in); request != null; request = line(in)) {
        if (request.isEmpty()) {
          continue;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
          int colon = header.indexOf(':');
          headers.put(header.substring(0, colon), header.substring(colon + 1).trim());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String method = request.split(" ")[0];
        URI uri = URI.create(request.split(" ")[1]);
        if (uri.getQuery() != null && uri.getQuery().contains("watch=true")) {
          watch(uri, headers, in, out);
          return;
        }
        Answer answer = answer(method, uri.getPath(), headers, body);
        byte[] bytes = JSON.writeValueAsBytes(answer.body);
        String head =
            "HTTP/1.1 %d -\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(answer.status, bytes.length);
        out.write(head.getBytes(US_ASCII));
        out.write(bytes);
        out.flush();
      }
    } catch (EOFException | java.net.SocketException closed) {
      // the client's right
    } catch (Exception e) {
      e.printStackTrace();
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(UTF_8);
  }

  private record Answer(int status, JsonNode body) {}

  private synchronized Answer answer(
      String method, String path, Map<String, String> headers, byte[] body) throws IOException {
    if (path.endsWith("/selfsubjectrulesreviews")) {
      return new Answer(
          201,
          read(
              """
              {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "spec": {},
               "status": {"incomplete": false, "nonResourceRules": [],
                 "resourceRules": [{"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]}]}}
              """));
    }
    if (path.equals("/version")) {
      return new Answer(
          200, read("{\"major\": \"1\", \"minor\": \"35\", \"gitVersion\": \"v1.35.0\"}"));
    }
    if (path.equals("/apis/myworkloads.io/v1")) {
      return new Answer(200, resources());
    }
    ObjectNode existing = objects.get(path.replaceFirst("/status$", ""));
    switch (method) {
      case "POST" -> {
        ObjectNode object = read(new String(body, UTF_8));
        String name = object.at("/metadata/name").asText();
        if (objects.containsKey(path + "/" + name)) {
          return failure(409, "AlreadyExists"); // a request whose answer came too late is repeated
        }
        return new Answer(201, put(path + "/" + name, object).deepCopy());
      }
      case "GET" -> {
        if (existing != null) {
          return new Answer(200, existing.deepCopy());
        }
        return isCollection(path) ? new Answer(200, list(path)) : failure(404, "NotFound");
      }
      case "PUT" -> {
        if (existing == null) {
          return failure(404, "NotFound");
        }
        ObjectNode object = read(new String(body, UTF_8));
        if (path.endsWith("/status")) {
          object = existing.deepCopy().set("status", object.get("status"));
        }
        return new Answer(200, put(path.replaceFirst("/status$", ""), object).deepCopy());
      }
      case "PATCH" -> {
        if (existing == null) {
          return failure(404, "NotFound");
        }
        JsonNode patch = JSON.readTree(body);
        ObjectNode object = existing.deepCopy();
        if (patch.isArray()) {
          object = (ObjectNode) io.fabric8.zjsonpatch.JsonPatch.apply(patch, object);
        } else {
          merge(object, patch);
        }
        return new Answer(200, put(path.replaceFirst("/status$", ""), object).deepCopy());
      }
      case "DELETE" -> {
        if (existing == null) {
          return failure(404, "NotFound");
        }
        change(path, object -> object.withObject("/metadata").put("deletionTimestamp", now()));
        return new Answer(200, remove(path));
      }
      default -> throw new IllegalArgumentException(method);
    }
  }

  private static ObjectNode resources() {
    ObjectNode list =
        JSON.createObjectNode().put("apiVersion", "v1").put("kind", "APIResourceList");
    list.put("groupVersion", "myworkloads.io/v1");
    ArrayNode resources = list.putArray("resources");
    for (String kind : List.of("MyReplicaSet", "MyReplicationController", "MyDaemonSet", "MyJob")) {
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
    ObjectNode list = JSON.createObjectNode();
    list.put(
        "apiVersion", collection.startsWith("/api/") ? "v1" : collection.split("/")[2] + "/v1");
    list.put("kind", collection.endsWith("/pods") ? "PodList" : "List");
    list.putObject("metadata").put("resourceVersion", Integer.toString(revision));
    ArrayNode items = list.putArray("items");
    objects.forEach(
        (path, object) -> {
          if (isIn(collection, path)) {
            items.add(object.deepCopy());
          }
        });
    return list;
  }

  private static Answer failure(int code, String reason) {
    return new Answer(
        code,
        JSON.createObjectNode()
            .put("apiVersion", "v1")
            .put("kind", "Status")
            .put("status", "Failure")
            .put("reason", reason)
            .put("code", code));
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

  private void watch(URI uri, Map<String, String> headers, InputStream in, OutputStream out)
      throws Exception {
    String key = headers.get("sec-websocket-key");
    if (key == null) {
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes(US_ASCII));
    } else {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
      out.write(
          ("HTTP/1.1 101 Switching Protocols\r\n"
                  + "Upgrade: websocket\r\n"
                  + "Connection: Upgrade\r\n"
                  + "Sec-WebSocket-Accept: "
                  + Base64.getEncoder().encodeToString(digest)
                  + "\r\n\r\n")
              .getBytes(US_ASCII));
    }
    out.flush();
    Matcher since = Pattern.compile("resourceVersion=([0-9]+)").matcher(uri.getQuery());
    Watch watch = new Watch(uri.getPath(), key != null, out);
    start(watch, since.find() ? Integer.parseInt(since.group(1)) : 0);
    while (in.read() >= 0) {
      // pings, and the frame that closes: the connection's end says the same
    }
    synchronized (this) {
      watches.remove(watch);
    }
  }

  private record Watch(String collection, boolean websocket, OutputStream out) {
    void send(Event event) {
      if (!isIn(collection, event.path)) {
        return;
      }
      try {
        byte[] bytes = JSON.writeValueAsBytes(event.json);
        if (websocket) {
          out.write(0x81); // a whole text message
          if (bytes.length < 126) {
            out.write(bytes.length);
          } else if (bytes.length < 65536) {
            out.write(new byte[] {126, (byte) (bytes.length >> 8), (byte) bytes.length});
          } else {
            throw new IllegalArgumentException("no event here is that long");
          }
          out.write(bytes);
        } else {
          out.write((Integer.toHexString(bytes.length + 1) + "\r\n").getBytes(US_ASCII));
          out.write(bytes);
          out.write("\n\r\n".getBytes(US_ASCII));
        }
        out.flush();
      } catch (IOException closed) {
        // its reader ends it
      }
    }
  }
}
