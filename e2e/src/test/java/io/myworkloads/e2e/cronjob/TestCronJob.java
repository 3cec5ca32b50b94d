package io.myworkloads.e2e.cronjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyCronJobStatus;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.e2e.cluster.Waiting;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** One MyCronJob under test. */
record TestCronJob(Kubectl kubectl, String name, String uid) {
  static final String EVERY_SECOND = "* * * * * *";

  /** Does not come in the time of a test. */
  static final String NEXT_YEAR = "0 0 1 1 *";

  private static final String SCHEDULED = "batch.kubernetes.io/cronjob-scheduled-timestamp";

  /** The object of this name, which is there. */
  static TestCronJob named(Kubectl kubectl, String name) {
    return new TestCronJob(kubectl, name, resource(kubectl, name).require().getMetadata().getUid());
  }

  /**
   * Applies a MyCronJob.
   *
   * @param spec its fields but for schedule and template, as {@code suspend: true; timeZone:
   *     Etc/UTC}
   * @param podSpec of its MyJobs' template
   */
  static TestCronJob apply(
      Kubectl kubectl, String name, String schedule, String spec, String podSpec) {
    kubectl.apply(manifest(name, schedule, spec, podSpec));
    return named(kubectl, name);
  }

  static String manifest(String name, String schedule, String spec, String podSpec) {
    return """
        ---
        apiVersion: myworkloads.io/v1
        kind: MyCronJob
        metadata: {name: %s}
        spec:
          schedule: '%s'
          %s
          jobTemplate: {spec: {backoffLimit: 0, template: {spec: %s}}}
        """
        .formatted(name, schedule, String.join("\n  ", spec.split("; ")), podSpec);
  }

  /** The schedule of one moment of the year, in UTC. */
  static String at(Instant time) {
    return DateTimeFormatter.ofPattern("s m H d M *", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(time);
  }

  private static Resource<MyCronJob> resource(Kubectl kubectl, String name) {
    return kubectl
        .client()
        .resources(MyCronJob.class)
        .inNamespace(kubectl.namespace())
        .withName(name);
  }

  boolean isThere() {
    return resource(kubectl, name).get() != null;
  }

  MyCronJobStatus status() {
    return Objects.requireNonNull(
        resource(kubectl, name).require().getStatus(), () -> name + " has no status yet");
  }

  Condition condition(String type) {
    return status().getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no condition " + type));
  }

  /** All of its MyJobs, the oldest first. */
  List<MyJob> jobs() {
    return kubectl
        .client()
        .resources(MyJob.class)
        .inNamespace(kubectl.namespace())
        .list()
        .getItems()
        .stream()
        .filter(job -> job.getMetadata().getOwnerReferences().stream().anyMatch(this::isOwner))
        .sorted(Comparator.comparing(job -> job.getMetadata().getName()))
        .toList();
  }

  private boolean isOwner(OwnerReference owner) {
    return Boolean.TRUE.equals(owner.getController()) && owner.getUid().equals(uid);
  }

  /** Its MyJobs that have not ended. */
  List<MyJob> unfinished() {
    return jobs().stream().filter(job -> !ended(job, "Complete") && !ended(job, "Failed")).toList();
  }

  static boolean ended(MyJob job, String condition) {
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals(condition) && c.getStatus().equals("True"));
  }

  /** The time that a MyJob was made for. */
  static Instant scheduled(MyJob job) {
    return OffsetDateTime.parse(job.getMetadata().getAnnotations().get(SCHEDULED)).toInstant();
  }

  List<Pod> pods(MyJob job) {
    return kubectl.pods().stream()
        .filter(pod -> Pods.isControlledBy(pod, job.getMetadata().getUid()))
        .toList();
  }

  void patch(String spec) {
    kubectl.run("patch", "mycj", name, "--type=merge", "-p", "{\"spec\": {%s}}".formatted(spec));
  }

  void trigger(String token) {
    kubectl.run("annotate", "mycj", name, "--overwrite", "myworkloads.io/trigger=" + token);
  }

  void await(String what, Consumer<TestCronJob> assertion) {
    Waiting.untilAsserted(
        name + ": " + what, TestReplicated.DEADLINE, () -> assertion.accept(this));
  }

  /** Waits until so many of its MyJobs were ever Complete. */
  void awaitSucceeded(long least) {
    await(
        least + " MyJobs Complete",
        c -> assertThat(c.status().getSucceeded()).isGreaterThanOrEqualTo(least));
  }

  void awaitEvent(String reason, String message) {
    await(
        "event " + reason,
        c ->
            assertThat(Pods.events(kubectl, uid, reason))
                .anySatisfy(event -> assertThat(event.getMessage()).contains(message)));
  }
}
