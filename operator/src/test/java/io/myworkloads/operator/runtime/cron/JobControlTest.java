package io.myworkloads.operator.runtime.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobTemplateSpec;
import io.myworkloads.operator.core.cron.ActiveJob;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.JobView.Presence;
import io.myworkloads.operator.core.cron.Run;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.runtime.cron.JobControl.Creation;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestControllerV2JobAlreadyExists... are among these. */
class JobControlTest {
  private static final Instant TIME = Instant.parse("2026-07-01T10:00:00Z");
  private static final Run RUN = new Run.Scheduled(TIME);
  private static final PodOwner OWNER = owner("me");

  private final Server server = new Server();
  private final JobStore store = new JobStore();
  private final List<String> metrics = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final JobControl control = new JobControl(server, store, new Counted());

  private static PodOwner owner(String uid) {
    return new PodOwner("myworkloads.io/v1", "MyCronJob", "shop", "web", uid, false);
  }

  private JobControl.Work work(PodOwner owner) {
    return new JobControl.Work(
        owner,
        new JobFactory(new MyJobTemplateSpec(), ZoneOffset.UTC),
        (type, reason, message) -> events.add("%s %s %s".formatted(type.text(), reason, message)));
  }

  private Creation create(PodOwner owner) {
    return control.create(work(owner), RUN, "web-1");
  }

  private List<String> known() {
    return store.of("me").stream().map(job -> job.name() + " " + job.presence()).sorted().toList();
  }

  private static ActiveJob active(String name) {
    return new ActiveJob("uid-of-" + name, "shop", name);
  }

  @Test
  void makesTheMyJobOfARunAndKnowsItBeforeTheWatchShowsIt() {
    server.now = TIME.plusSeconds(2);
    assertThat(create(OWNER)).isEqualTo(new Creation.Made());

    assertThat(server.only().getMetadata().getAnnotations())
        .containsEntry(JobView.SCHEDULED, "2026-07-01T10:00:00Z");
    assertThat(store.of("me"))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.scheduled()).isEqualTo(TIME);
              assertThat(job.ownedBy("me")).isTrue();
              assertThat(job.presence()).isEqualTo(Presence.THERE);
            });
    assertThat(events).containsExactly("Normal SuccessfulCreate Created job web-1");
    assertThat(metrics).containsExactly("CREATE done", "skew PT2S");
  }

  @Test
  void aWishOfAUserHasNoTimeToBeLateFor() {
    assertThat(control.create(work(OWNER), new Run.Triggered("now", null), "web-t1"))
        .isEqualTo(new Creation.Made());
    assertThat(metrics).containsExactly("CREATE done");
  }

  @Test
  void findsWhatAnEarlierTryMade() {
    server.afterwards(new KubernetesClientException("An error", new IOException("reset")));
    assertThat(create(OWNER))
        .isEqualTo(new Creation.Failed(new FailedWrite(Reason.FAILED_CREATE, "reset")));
    assertThat(known()).isEmpty();

    assertThat(create(OWNER)).isEqualTo(new Creation.Made());
    assertThat(server.jobs).hasSize(1);
    assertThat(known()).containsExactly("web-1 THERE");
    assertThat(events)
        .containsExactly(
            "Warning FailedCreate Error creating job: reset",
            "Normal SuccessfulCreate Created job web-1");
  }

  @Test
  void leavesOutARunWhoseNameIsAnothers() {
    create(owner("another"));
    events.clear();
    assertThat(create(OWNER)).isEqualTo(new Creation.NameTaken());
    assertThat(known()).isEmpty();
    assertThat(events)
        .containsExactly(
            "Warning FailedCreate Error creating job: \"web-1\" already exists, and is not of this"
                + " object: this run is left out");
  }

  @Test
  void leavesOutARunWhoseNameIsThatOfAMyJobOfNobody() {
    create(OWNER);
    store.forget("me");
    server.only().getMetadata().setOwnerReferences(List.of());
    assertThat(create(OWNER)).isEqualTo(new Creation.NameTaken());
  }

  @Test
  void triesAgainWhereTheNameWasFreedInBetween() {
    server.before(answer(409, "AlreadyExists", "\"web-1\" already exists"));
    assertThat(create(OWNER))
        .isEqualTo(
            new Creation.Failed(new FailedWrite(Reason.FAILED_CREATE, "\"web-1\" already exists")));
    assertThat(create(OWNER)).isEqualTo(new Creation.Made());
  }

  @Test
  void doesNotGuessWhoseANameIsThatCannotBeAskedFor() {
    create(owner("another"));
    server.before(null, answer(500, "InternalError", "etcdserver: request timed out"));
    assertThat(create(OWNER))
        .isEqualTo(
            new Creation.Failed(
                new FailedWrite(Reason.FAILED_CREATE, "etcdserver: request timed out")));
  }

  record Refusal(
      String name, KubernetesClientException exception, Reason reason, List<String> told) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal(
            "a quota",
            answer(403, "Forbidden", "exceeded quota"),
            Reason.FAILED_CREATE,
            List.of("Warning FailedCreate Error creating job: exceeded quota")),
        new Refusal(
            "a template that a newer CRD refuses",
            answer(422, "Invalid", "spec.completions: Invalid value"),
            Reason.FAILED_CREATE,
            List.of("Warning FailedCreate Error creating job: spec.completions: Invalid value")),
        new Refusal(
            "a namespace that goes, which is no news",
            terminating(),
            Reason.NAMESPACE_TERMINATING,
            List.of()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void saysInTheServersWordsWhyThereIsNoMyJob(Refusal c) {
    server.before(c.exception());
    assertThat(create(OWNER))
        .isInstanceOfSatisfying(
            Creation.Failed.class,
            failed -> assertThat(failed.write().reason()).isEqualTo(c.reason()));
    assertThat(events).isEqualTo(c.told());
    assertThat(metrics).containsExactly("CREATE failed");
    assertThat(known()).isEmpty();
  }

  @Test
  void deletesInOrderAndRemembersThatItDid() {
    create(OWNER);
    control.create(work(OWNER), RUN, "web-2");
    events.clear();
    metrics.clear();
    assertThat(control.delete(work(OWNER), List.of(active("web-2"), active("web-1")))).isEmpty();

    assertThat(server.jobs).isEmpty();
    assertThat(known()).containsExactly("web-1 DROPPED", "web-2 DROPPED");
    assertThat(events)
        .containsExactly(
            "Normal SuccessfulDelete Deleted job web-2",
            "Normal SuccessfulDelete Deleted job web-1");
    assertThat(metrics).containsExactly("DELETE done", "DELETE done");
  }

  @Test
  void theFirstThatCannotBeDeletedEndsIt() {
    create(OWNER);
    control.create(work(OWNER), RUN, "web-2");
    events.clear();
    server.before(answer(403, "Forbidden", "no"));
    assertThat(control.delete(work(OWNER), List.of(active("web-1"), active("web-2"))))
        .contains(new FailedWrite(Reason.FAILED_DELETE, "no"));
    assertThat(known()).containsExactly("web-1 THERE", "web-2 THERE");
    assertThat(events).containsExactly("Warning FailedDelete Error deleting job: no");
  }

  @Test
  void whatIsGoneAlreadyIsAsWellAsDeleted() {
    create(OWNER);
    events.clear();
    server.jobs.clear();
    assertThat(control.delete(work(OWNER), List.of(active("web-1")))).isEmpty();
    assertThat(known()).containsExactly("web-1 DROPPED");
    assertThat(events).isEmpty();
  }

  @Test
  void aNewMyJobOfTheNameIsNotDeletedInItsPlace() {
    create(owner("another"));
    assertThat(
            control.delete(work(OWNER), List.of(new ActiveJob("uid-of-before", "shop", "web-1"))))
        .isEmpty();
    assertThat(server.jobs).hasSize(1);
    assertThat(known()).containsExactly("web-1 DROPPED");
  }

  @Test
  void asksForMyJobsThatNoCacheShows() {
    create(OWNER);
    store.forget("me");
    assertThat(control.find(OWNER, List.of(active("web-1"), active("web-2")))).isEmpty();
    assertThat(known()).containsExactly("web-1 THERE", "web-2 GONE");
  }

  @Test
  void anotherMyJobOfTheNameIsNotTheOneAskedFor() {
    create(owner("another"));
    assertThat(control.find(OWNER, List.of(new ActiveJob("uid-of-before", "shop", "web-1"))))
        .isEmpty();
    assertThat(known()).containsExactly("web-1 GONE");
  }

  @Test
  void whatCannotBeAskedForIsNotKnown() {
    server.before(answer(500, "InternalError", "etcdserver: request timed out"));
    assertThat(control.find(OWNER, List.of(active("web-1"))))
        .contains(new FailedWrite(Reason.OWNER_UNCONFIRMED, "etcdserver: request timed out"));
    assertThat(known()).isEmpty();
  }

  private static KubernetesClientException answer(int code, String reason, String message) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withReason(reason).withMessage(message).build());
  }

  private static KubernetesClientException terminating() {
    return new KubernetesClientException(
        new StatusBuilder()
            .withCode(403)
            .withReason("Forbidden")
            .withMessage("because it is being terminated")
            .withNewDetails()
            .addNewCause()
            .withReason("NamespaceTerminating")
            .endCause()
            .endDetails()
            .build());
  }

  private final class Counted implements CronMetrics {
    @Override
    public void wrote(String kind, Write write, boolean succeeded) {
      metrics.add(write + (succeeded ? " done" : " failed"));
    }

    @Override
    public void started(Duration skew) {
      metrics.add("skew " + skew);
    }
  }

  /** A server of MyJobs in one namespace; what goes wrong with the next requests is scripted. */
  private static final class Server implements JobApi {
    private final Map<String, MyJob> jobs = new HashMap<>();
    private final Deque<Optional<KubernetesClientException>> before = new ArrayDeque<>();
    private @Nullable KubernetesClientException afterwards;
    private Instant now = TIME;
    private long version;

    /** The next requests fail so, and nothing is done; null for one that does not fail. */
    void before(@Nullable KubernetesClientException... exceptions) {
      for (KubernetesClientException exception : exceptions) {
        before.add(Optional.ofNullable(exception));
      }
    }

    /** The next MyJob is made, and the answer is this. */
    void afterwards(KubernetesClientException exception) {
      afterwards = exception;
    }

    MyJob only() {
      assertThat(jobs).hasSize(1);
      return jobs.values().iterator().next();
    }

    @Override
    public ObjectMeta create(MyJob job) {
      fail();
      String name = job.getMetadata().getName();
      if (jobs.containsKey(name)) {
        throw answer(409, "AlreadyExists", "\"%s\" already exists".formatted(name));
      }
      job.setMetadata(
          new ObjectMetaBuilder(job.getMetadata())
              .withUid("uid-of-" + name)
              .withResourceVersion(Long.toString(++version))
              .withCreationTimestamp(now.toString())
              .build());
      jobs.put(name, job);
      if (afterwards != null) {
        KubernetesClientException lost = afterwards;
        afterwards = null;
        throw lost;
      }
      return job.getMetadata();
    }

    @Override
    public Optional<MyJob> get(String namespace, String name) {
      fail();
      return Optional.ofNullable(jobs.get(name));
    }

    @Override
    public long newestVersion(String namespace) {
      fail();
      return jobs.values().stream()
          .mapToLong(job -> Long.parseLong(job.getMetadata().getResourceVersion()))
          .max()
          .orElse(0);
    }

    @Override
    public void delete(ActiveJob job) {
      fail();
      MyJob there = jobs.get(job.name());
      if (there == null) {
        throw answer(404, "NotFound", "not found");
      }
      if (!there.getMetadata().getUid().equals(job.uid())) {
        throw answer(409, "Conflict", "Precondition failed: UID in precondition");
      }
      jobs.remove(job.name());
    }

    private void fail() {
      Optional.ofNullable(before.poll())
          .flatMap(next -> next)
          .ifPresent(
              exception -> {
                throw exception;
              });
    }
  }
}
