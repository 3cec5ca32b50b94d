package io.myworkloads.operator.runtime.cron;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobTemplateSpec;
import io.myworkloads.api.v1.MyWorkloads;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.Run;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestGetJobFromTemplate2, and what else a MyJob has of its template. */
class JobFactoryTest {
  private static final Instant TIME = Instant.parse("2026-07-01T10:00:00Z");
  private static final PodOwner OWNER =
      new PodOwner("myworkloads.io/v1", "MyCronJob", "snazzycats", "mycronjob", "1a2b3c", false);

  private static final String SPEC =
      """
      activeDeadlineSeconds: 1
      manualSelector: false
      completions: 5
      backoff: {initialSeconds: 3}
      podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [42]}}]}
      template:
        metadata: {labels: {foo: bar}}
        spec: {restartPolicy: Never, containers: [{name: main, image: foo/bar}]}
      """;

  record Case(String name, String zone, String metadata, Run run, Map<String, String> annotations) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> runs() {
    return Stream.of(
        new Case(
            "UTC and one annotation",
            "UTC",
            "{annotations: {x: y}}",
            new Run.Scheduled(TIME),
            Map.of("x", "y", JobView.SCHEDULED, "2026-07-01T10:00:00Z")),
        new Case(
            "another time zone and two annotations",
            "Europe/Rome",
            "{annotations: {x: y, z: x}}",
            new Run.Scheduled(TIME),
            Map.of("x", "y", "z", "x", JobView.SCHEDULED, "2026-07-01T12:00:00+02:00")),
        new Case(
            "a time zone of half hours, in winter",
            "America/St_Johns",
            "{}",
            new Run.Scheduled(Instant.parse("2026-01-01T10:00:00Z")),
            Map.of(JobView.SCHEDULED, "2026-01-01T06:30:00-03:30")),
        new Case(
            "a time of which only the seconds count",
            "UTC",
            "{}",
            new Run.Scheduled(TIME.plusNanos(123_456_789)),
            Map.of(JobView.SCHEDULED, "2026-07-01T10:00:00Z")),
        new Case(
            "the template says for when it is, and is wrong",
            "UTC",
            "{annotations: {batch.kubernetes.io/cronjob-scheduled-timestamp: tomorrow}}",
            new Run.Scheduled(TIME),
            Map.of(JobView.SCHEDULED, "2026-07-01T10:00:00Z")),
        new Case(
            "the wish of a user, as kubectl create job --from marks it",
            "Europe/Rome",
            "{annotations: {x: y}}",
            new Run.Triggered("now", null),
            Map.of(
                "x",
                "y",
                "cronjob.kubernetes.io/instantiate",
                "manual",
                MyWorkloads.TRIGGER_ANNOTATION,
                "now")));
  }

  private static MyJob job(String zone, String metadata, Run run) {
    MyJobTemplateSpec template =
        Serialization.unmarshal(
            "metadata: %s\nspec:\n%s".formatted(metadata, SPEC.indent(2)), MyJobTemplateSpec.class);
    return new JobFactory(template, ZoneId.of(zone)).job(OWNER, run, "mycronjob-29714040");
  }

  private static ObjectMeta metadata(String metadata) {
    return job("UTC", metadata, new Run.Scheduled(TIME)).getMetadata();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void saysWhatItIsMadeFor(Case c) {
    assertThat(job(c.zone(), c.metadata(), c.run()).getMetadata().getAnnotations())
        .isEqualTo(c.annotations());
  }

  @Test
  void isNamedByTheRunAndIsTheOwners() {
    ObjectMeta meta = metadata("{name: ignored, namespace: ignored, labels: {a: b}}");
    assertThat(meta.getName()).isEqualTo("mycronjob-29714040");
    assertThat(meta.getNamespace()).isEqualTo("snazzycats");
    assertThat(meta.getLabels()).isEqualTo(Map.of("a", "b"));
    assertThat(meta.getOwnerReferences())
        .containsExactly(
            new OwnerReferenceBuilder()
                .withApiVersion("myworkloads.io/v1")
                .withKind("MyCronJob")
                .withName("mycronjob")
                .withUid("1a2b3c")
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build());
  }

  /** As upstream: the template's other metadata is no MyJob's. */
  @Test
  void takesOnlyLabelsAndAnnotationsOfTheTemplatesMetadata() {
    ObjectMeta meta =
        metadata(
            "{creationTimestamp: '2026-07-01T10:00:00Z', finalizers: [example.com/wait], uid: other, generateName: x}");
    assertThat(meta.getCreationTimestamp()).isNull();
    assertThat(meta.getFinalizers()).isEmpty();
    assertThat(meta.getUid()).isNull();
    assertThat(meta.getGenerateName()).isNull();
  }

  @Test
  void passesTheSpecUnchanged() {
    MyJob job = job("UTC", "{}", new Run.Scheduled(TIME));
    JsonNode spec = Serialization.unmarshal(Serialization.asJson(job.getSpec()), JsonNode.class);
    assertThat(spec).isEqualTo(Serialization.unmarshal(SPEC, JsonNode.class));
  }

  @Test
  void makesAMyJobOfATemplateWithoutMetadata() {
    var template = new MyJobTemplateSpec();
    MyJob job =
        new JobFactory(template, ZoneId.of("UTC")).job(OWNER, new Run.Scheduled(TIME), "web-1");
    assertThat(job.getMetadata().getLabels()).isNullOrEmpty();
    assertThat(job.getMetadata().getAnnotations())
        .containsExactly(Map.entry(JobView.SCHEDULED, "2026-07-01T10:00:00Z"));
  }
}
