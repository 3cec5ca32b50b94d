package io.myworkloads.e2e.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** One MyJob under test. */
record TestJob(Kubectl kubectl, String name, String uid) {
  static final String FINALIZER = "myworkloads.io/job-tracking";

  /** The object of this name, which is there. */
  static TestJob named(Kubectl kubectl, String name) {
    return new TestJob(kubectl, name, resource(kubectl, name).require().getMetadata().getUid());
  }

  /**
   * Applies a MyJob.
   *
   * @param spec its fields but for the template, as {@code completions: 5; parallelism: 2}
   * @param podSpec of its template
   */
  static TestJob apply(Kubectl kubectl, String name, String spec, String podSpec) {
    kubectl.apply(
        """
        apiVersion: myworkloads.io/v1
        kind: MyJob
        metadata: {name: %s}
        spec:
          %s
          template:
            spec: %s
        """
            .formatted(name, String.join("\n  ", spec.split("; ")), podSpec));
    return named(kubectl, name);
  }

  /** A Pod's spec whose one container runs this, and is not started again. */
  static String running(String script) {
    return running("Never", script);
  }

  static String running(String restartPolicy, String script) {
    return """
        {restartPolicy: %s, terminationGracePeriodSeconds: 1, containers: [{name: main, image: 'busybox:1.35', command: [sh, -c, "%s"]}]}"""
        .formatted(restartPolicy, script);
  }

  private static Resource<MyJob> resource(Kubectl kubectl, String name) {
    return kubectl.client().resources(MyJob.class).inNamespace(kubectl.namespace()).withName(name);
  }

  MyJob get() {
    return resource(kubectl, name).require();
  }

  boolean isThere() {
    return resource(kubectl, name).get() != null;
  }

  MyJobStatus status() {
    return Objects.requireNonNull(get().getStatus(), "no status yet");
  }

  /** The condition of this type if it holds. */
  Optional<Condition> holding(String type) {
    return status().getConditions().stream()
        .filter(c -> c.getType().equals(type) && c.getStatus().equals("True"))
        .findFirst();
  }

  /** All of its Pods, the finished ones too. */
  List<Pod> pods() {
    return kubectl.pods().stream().filter(pod -> Pods.isControlledBy(pod, uid)).toList();
  }

  List<Pod> activePods() {
    return pods().stream().filter(Pods::isActive).toList();
  }

  List<Pod> pods(String phase) {
    return pods().stream().filter(pod -> phase.equals(pod.getStatus().getPhase())).toList();
  }

  static boolean isTracked(Pod pod) {
    return pod.getMetadata().getFinalizers().contains(FINALIZER);
  }

  void patch(String spec) {
    kubectl.run("patch", "myjob", name, "--type=merge", "-p", "{\"spec\": {%s}}".formatted(spec));
  }

  void scale(int parallelism) {
    kubectl.run("scale", "myjob", name, "--replicas=" + parallelism);
  }

  void await(String what, Consumer<TestJob> assertion) {
    Waiting.untilAsserted(
        name + ": " + what, TestReplicated.DEADLINE, () -> assertion.accept(this));
  }

  /** Waits for its end, after which nothing of it is left to be counted. */
  MyJobStatus awaitComplete() {
    return awaitEnd("Complete", "CompletionsReached");
  }

  MyJobStatus awaitFailed(String reason) {
    return awaitEnd("Failed", reason);
  }

  MyJobStatus awaitEnd(String type, String reason) {
    await(type, job -> assertThat(job.holding(type)).isPresent());
    assertThat(holding(type).orElseThrow().getReason()).isEqualTo(reason);
    assertThat(pods()).noneMatch(TestJob::isTracked).noneMatch(Pods::isActive);
    MyJobStatus status = status();
    assertThat(status.getActive()).isZero();
    assertThat(status.getUncountedTerminatedPods()).isNull();
    return status;
  }

  void awaitPhase(String phase, int count) {
    await(count + " " + phase, job -> assertThat(job.pods(phase)).hasSize(count));
  }

  /** Waits until nothing is left of it. */
  void awaitGone() {
    await(
        "nothing of it",
        job -> {
          assertThat(job.isThere()).isFalse();
          assertThat(job.pods()).isEmpty();
        });
  }

  void awaitActive(int count) {
    await(
        count + " active",
        job -> {
          assertThat(job.activePods()).hasSize(count);
          assertThat(job.status().getActive()).isEqualTo(count);
        });
  }
}
