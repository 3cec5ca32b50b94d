import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** What users and nodes do meanwhile, so that the operator has to do of everything some. */
final class Stories {
  private static final String KINDS = "/apis/myworkloads.io/v1/namespaces/training/";
  private static final String PODS = "/api/v1/namespaces/training/pods";
  private static final String NODES = "/api/v1/nodes";

  private final Store store;
  private final Training training;

  Stories(Store store, Training training) {
    this.store = store;
    this.training = training;
  }

  void play() throws Exception {
    for (int round = 0; round < 2; round++) {
      replicas("set-" + round);
      job("job-" + round);
    }
    daemonSet();
    cronJob();
    askForHealthAndMetrics();
  }

  private void replicas(String name) throws Exception {
    store.put(PODS + "/orphan-of-" + name, Manifests.pod(name));
    String set = KINDS + "myreplicasets/" + name;
    store.put(set, Manifests.replicaSet(name, 200));
    training.await("200 Pods", () -> pods(name).size() == 200);
    training.await("a status", () -> status(set).path("availableReplicas").asInt() == 200);
    store.change(
        pods(name).getFirst(), pod -> pod.withObject("/metadata/labels").put("app", "released"));
    training.await("a Pod in place of the released one", () -> pods(name).size() == 200);
    store.change(set, it -> it.withObject("/spec").put("replicas", 0));
    training.await("no Pods", () -> pods(name).isEmpty());
  }

  private void job(String name) throws Exception {
    String job = KINDS + "myjobs/" + name;
    store.put(job, Manifests.job(name, 50));
    training.await("the end of a MyJob", () -> status(job).path("succeeded").asInt() == 50);
  }

  private void daemonSet() throws Exception {
    for (int i = 0; i < 100; i++) {
      store.put(NODES + "/node-" + i, Manifests.node());
    }
    String set = KINDS + "mydaemonsets/daemon";
    store.put(set, Manifests.daemonSet("daemon"));
    training.await("a Pod a node", () -> pods("daemon").size() == 100);
    store.change(NODES + "/node-0", node -> node.withObject("/metadata").putObject("labels"));
    training.await("none where the label is gone", () -> pods("daemon").size() == 99);
    store.change(
        set,
        it -> ((ObjectNode) it.at("/spec/template/spec/containers/0")).put("image", "busybox:2"));
    training.await(
        "all Pods updated",
        () ->
            status(set).path("images").asText().equals("busybox:2")
                && status(set).path("updatedNumberScheduled").asInt() == 99);
    store.change(set, it -> it.withObject("/spec").put("suspend", true));
    training.await("no daemon Pods", () -> pods("daemon").isEmpty());
  }

  /** Of more MyJobs than its history keeps. */
  private void cronJob() throws Exception {
    String cronJob = KINDS + "mycronjobs/cron";
    store.put(cronJob, Manifests.cronJob("cron"));
    training.await(
        "the end of runs of a MyCronJob", () -> status(cronJob).path("succeeded").asInt() >= 3);
    store.change(
        cronJob,
        it ->
            it.withObject("/metadata")
                .withObject("/annotations")
                .put("myworkloads.io/trigger", "now"));
    training.await(
        "a run that a user wished",
        () -> status(cronJob).path("lastTrigger").asText().equals("now"));
    store.change(cronJob, it -> it.withObject("/spec").put("suspend", true));
    training.await(
        "a MyCronJob that rests",
        () ->
            status(cronJob).path("nextScheduleTime").isMissingNode()
                && status(cronJob).path("active").isEmpty());
  }

  private static void askForHealthAndMetrics() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (String path : List.of("/livez", "/readyz", "/metrics")) {
      URI uri = URI.create("http://127.0.0.1:" + Training.HTTP_PORT + path);
      var answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      System.out.println(path + " " + answer.statusCode());
    }
  }

  /** The paths of those that have an owner and stay. */
  private List<String> pods(String app) {
    return store.paths(
        PODS,
        pod ->
            pod.at("/metadata/labels/app").asText().equals(app)
                && pod.at("/metadata/deletionTimestamp").isMissingNode()
                && !pod.at("/metadata/ownerReferences/0").isMissingNode());
  }

  private JsonNode status(String path) {
    return store.get(path).orElseThrow().path("status");
  }
}
