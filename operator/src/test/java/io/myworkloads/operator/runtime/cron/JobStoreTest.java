package io.myworkloads.operator.runtime.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.operator.core.cron.ActiveJob;
import io.myworkloads.operator.core.cron.JobView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Versions are those of one server: what is written has a higher one than all before. */
class JobStoreTest {
  private final JobStore store = new JobStore();
  private final List<String> told = new ArrayList<>();

  @Test
  void showsOwnWritesBeforeTheWatchDoes() {
    store.onAdd(job("web-1", "web", 10));
    found("web", job("web-2", "web", 11));
    found("web", ended("web-1", "web", 12)); // asked for, and newer than the watch
    found("web", job("web-3", "web", 13));
    assertThat(jobs("web"))
        .containsExactly("web-1 THERE COMPLETE", "web-2 THERE NONE", "web-3 THERE NONE");
  }

  @Test
  void showsWhatTheWatchSaysOnceThatIsAsNew() {
    found("web", job("web-1", "web", 11));
    store.onAdd(job("web-1", "web", 11));
    store.onUpdate(job("web-1", "web", 11), ended("web-1", "web", 12));
    assertThat(jobs("web")).containsExactly("web-1 THERE COMPLETE");
  }

  @Test
  void doesNotTakeAnOldVersionForNews() {
    found("web", ended("web-1", "web", 12));
    store.onAdd(job("web-1", "web", 11));
    assertThat(jobs("web")).containsExactly("web-1 THERE COMPLETE");
  }

  @Test
  void showsEachOwnerItsOwnAndNobodyThoseOfNobody() {
    store.onAdd(job("web-1", "web", 10));
    store.onAdd(job("app-1", "app", 11));
    store.onAdd(job("alone", null, 12));
    assertThat(jobs("web")).containsExactly("web-1 THERE NONE");
    assertThat(jobs("app")).containsExactly("app-1 THERE NONE");
    assertThat(jobs("another")).isEmpty();
    assertThat(store.size()).isEqualTo(3);
  }

  @Test
  void whatWasMadeAndTheWatchHasPassedWithoutIsGone() {
    found("web", job("web-1", "web", 11));
    store.onAdd(job("app-1", "app", 12)); // web-1 came and went in a gap of the watch
    assertThat(jobs("web")).containsExactly("web-1 GONE NONE");
    assertThat(jobs("web")).as("until it is accounted for").containsExactly("web-1 GONE NONE");
    store.accounted("web");
    assertThat(jobs("web")).isEmpty();
  }

  @Test
  void whatWasMadeIsNotGoneWhileAListIsRead() {
    found("web", job("web-1", "web", 11));
    store.onBeforeList(null);
    store.onAdd(job("app-1", "app", 12)); // web-1 is further down
    assertThat(jobs("web")).containsExactly("web-1 THERE NONE");
    store.onList("12", false);
    assertThat(jobs("web")).containsExactly("web-1 GONE NONE");
  }

  @Test
  void remembersWhatWentUntilItIsAccountedFor() {
    store.onAdd(ended("web-1", "web", 10));
    store.onDelete(ended("web-1", "web", 11), false);
    assertThat(jobs("web")).as("nobody said that it is to be remembered").isEmpty();
    store.went("web", JobViews.of(ended("web-1", "web", 10)));
    assertThat(jobs("web")).containsExactly("web-1 GONE COMPLETE");
    store.accounted("web");
    assertThat(jobs("web")).isEmpty();
  }

  @Test
  void whatThisProcessDeletedIsNoNewsWhenItGoes() {
    store.onAdd(job("web-1", "web", 10));
    store.dropped("web", active("web-1"));
    assertThat(jobs("web")).containsExactly("web-1 DROPPED NONE");
    store.accounted("web");
    assertThat(jobs("web")).as("while the watch shows it").containsExactly("web-1 DROPPED NONE");
    store.onUpdate(job("web-1", "web", 10), ended("web-1", "web", 11));
    assertThat(jobs("web")).containsExactly("web-1 DROPPED NONE");
    store.onDelete(job("web-1", "web", 12), false);
    store.went("web", JobViews.of(job("web-1", "web", 10)));
    assertThat(jobs("web")).containsExactly("web-1 DROPPED NONE");
    store.accounted("web");
    assertThat(jobs("web")).isEmpty();
  }

  @Test
  void whatWentByAnothersHandAfterItWasMadeIsGone() {
    found("web", job("web-1", "web", 11));
    store.went("web", JobViews.of(job("web-1", "web", 11)));
    assertThat(jobs("web")).containsExactly("web-1 GONE NONE");
  }

  @Test
  void whatTheServerKnowsNothingOfIsGone() {
    store.missing("web", active("web-1"));
    assertThat(jobs("web")).containsExactly("web-1 GONE NONE");
    store.accounted("web");
    assertThat(jobs("web")).isEmpty();
  }

  @Test
  void accountingKeepsWhatIsThere() {
    found("web", job("web-1", "web", 11));
    store.accounted("web");
    assertThat(jobs("web")).containsExactly("web-1 THERE NONE");
  }

  @Test
  void forgetsWithTheOwnerWhatItNoted() {
    store.onAdd(job("web-1", "web", 10));
    found("web", job("web-2", "web", 11));
    store.missing("web", active("web-3"));
    store.forget("web");
    assertThat(jobs("web")).containsExactly("web-1 THERE NONE");
  }

  @Test
  void tellsOfBeginningEndAndLoss() {
    store.addListener(this::note);
    store.onAdd(job("web-1", "web", 10));
    store.onUpdate(job("web-1", "web", 10), started("web-1", "web", 11));
    store.onUpdate(started("web-1", "web", 11), ended("web-1", "web", 12));
    store.onUpdate(ended("web-1", "web", 12), ended("web-1", null, 13));
    store.onDelete(ended("web-1", null, 14), false);
    assertThat(told)
        .containsExactly(
            "- -> NONE of web",
            "NONE of web -> COMPLETE of web",
            "COMPLETE of web -> COMPLETE of nobody",
            "COMPLETE of nobody -> -");
  }

  @Test
  void tellsNothingOfWhatTheOwnerMade() {
    store.addListener(this::note);
    found("web", job("web-1", "web", 10));
    store.onAdd(job("web-1", "web", 10));
    assertThat(told).isEmpty();
    found("web", job("web-2", "web", 11));
    store.onAdd(ended("web-2", "web", 12)); // changed since
    assertThat(told).containsExactly("- -> COMPLETE of web");
  }

  @Test
  void tellsNobodyWhoDoesNotListenAnyMore() {
    JobListener listener = this::note;
    store.addListener(listener);
    store.removeListener(listener);
    store.onAdd(job("web-1", "web", 10));
    assertThat(told).isEmpty();
  }

  private void note(@Nullable JobView before, @Nullable JobView after) {
    told.add(text(before) + " -> " + text(after));
  }

  private static String text(@Nullable JobView job) {
    return job == null
        ? "-"
        : job.end() + " of " + (job.controller() == null ? "nobody" : job.controller().name());
  }

  private List<String> jobs(String owner) {
    return store.of(owner).stream()
        .map(job -> "%s %s %s".formatted(job.name(), job.presence(), job.end()))
        .sorted()
        .toList();
  }

  private void found(String owner, MyJob job) {
    store.found(owner, JobViews.of(job), Long.parseLong(job.getMetadata().getResourceVersion()));
  }

  private static ActiveJob active(String name) {
    return new ActiveJob("uid-of-" + name, "shop", name);
  }

  private static MyJob started(String name, @Nullable String owner, long version) {
    MyJob job = job(name, owner, version);
    var status = new MyJobStatus();
    status.setStartTime("2026-07-01T10:00:00Z");
    job.setStatus(status);
    return job;
  }

  private static MyJob ended(String name, @Nullable String owner, long version) {
    MyJob job = started(name, owner, version);
    job.getStatus()
        .setConditions(
            List.of(
                new ConditionBuilder()
                    .withType("Complete")
                    .withStatus("True")
                    .withLastTransitionTime("2026-07-01T10:05:00Z")
                    .build()));
    return job;
  }

  private static MyJob job(String name, @Nullable String owner, long version) {
    var metadata =
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withUid("uid-of-" + name)
            .withResourceVersion(Long.toString(version));
    if (owner != null) {
      metadata
          .addNewOwnerReference()
          .withApiVersion("myworkloads.io/v1")
          .withKind("MyCronJob")
          .withName(owner)
          .withUid(owner)
          .withController(true)
          .endOwnerReference();
    }
    var job = new MyJob();
    job.setMetadata(metadata.build());
    return job;
  }
}
