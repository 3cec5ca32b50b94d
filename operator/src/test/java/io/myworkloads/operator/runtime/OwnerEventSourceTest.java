package io.myworkloads.operator.runtime;

import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.runtime.pods.PodStore;
import io.myworkloads.operator.sim.ManualClock;
import io.myworkloads.operator.sim.ObjectCache;
import io.myworkloads.operator.sim.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** There are the MyReplicaSets web and db, which select app=web and app=db. */
class OwnerEventSourceTest {
  private static final ResourceID WEB = new ResourceID("web", "shop");
  private static final Map<String, String> APP_DB = Map.of("app", "db");

  private final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  private final VirtualTimer timer = new VirtualTimer(clock);
  private final ObjectCache<MyReplicaSet> owners = new ObjectCache<>();
  private final List<String> queued = new ArrayList<>();
  private final PodStore pods = new PodStore();
  private final OwnerEventSource<MyReplicaSet> source =
      new OwnerEventSource<>(
          pods,
          "myworkloads.io/v1",
          "MyReplicaSet",
          owners,
          (set, pod) -> set.getMetadata().getName().equals(pod.labels().get("app")),
          Pace.AT_ONCE,
          timer);

  OwnerEventSourceTest() {
    owners.put(set("web"));
    owners.put(set("db"));
    source.setEventHandler(event -> queued.add(name(event)));
    source.start();
  }

  private static MyReplicaSet set(String name) {
    var set = new MyReplicaSet();
    set.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withUid(name + "-uid")
            .build());
    return set;
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private static String name(Event event) {
    return event.getRelatedCustomResourceID().getName();
  }

  private static PodViewBuilder of(String owner) {
    return pod()
        .controller(new ControllerRef("myworkloads.io/v1", "MyReplicaSet", owner, owner + "-uid"));
  }

  /**
   * A change of a Pod and who is to look.
   *
   * @param before null where the Pod is new
   * @param after null where it is gone
   */
  record Case(
      String name,
      @Nullable PodViewBuilder before,
      @Nullable PodViewBuilder after,
      List<String> look) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    PodViewBuilder upstreams =
        pod().controller(new ControllerRef("apps/v1", "ReplicaSet", "web", "web-uid"));
    PodViewBuilder ofAnotherKind =
        pod().controller(new ControllerRef("myworkloads.io/v1", "MyJob", "web", "web-uid"));
    return Stream.of(
        new Case("its Pod comes", null, of("web"), List.of("web")),
        new Case("its Pod changes", of("web").notReady(), of("web"), List.of("web")),
        new Case("its Pod goes", of("web"), null, List.of("web")),
        new Case("its Pod is relabelled", of("web"), of("web").labels(APP_DB), List.of("web")),
        new Case("its Pod is asked to go", of("web"), of("web").deleting(), List.of("web")),
        new Case(
            // its UID decides what becomes of it, at the look
            "a Pod of an object that had the name before",
            null,
            pod().controller(new ControllerRef("myworkloads.io/v1", "MyReplicaSet", "web", "old")),
            List.of("web")),
        new Case("an orphan without labels comes", null, pod().labels(Map.of()), List.of()),
        new Case("another kind's Pod changes", null, ofAnotherKind, List.of()),
        new Case("another group's Pod changes", null, upstreams, List.of()),
        new Case("its Pod changes hands", of("web"), of("db"), List.of("web", "db")),
        new Case(
            "its Pod is let go and nobody's", of("web"), pod().labels(Map.of()), List.of("web")),
        new Case(
            "its Pod is let go for another to adopt",
            of("web"),
            pod().labels(APP_DB),
            List.of("web", "db")),
        new Case("an orphan comes that it selects", null, pod(), List.of("web")),
        new Case("an orphan comes that nobody selects", null, pod().labels(Map.of()), List.of()),
        new Case("an orphan is relabelled for it", pod().labels(APP_DB), pod(), List.of("web")),
        new Case("an orphan changes otherwise", pod().notReady(), pod(), List.of()),
        new Case("an orphan goes", pod(), null, List.of()),
        new Case("an orphan comes that is deleted", null, pod().deleting(), List.of()),
        new Case("an orphan comes that has failed", null, pod().failed(), List.of()),
        new Case("an orphan of another namespace comes", null, pod().namespace("bank"), List.of()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void putsIntoTheQueueWhomItConcerns(Case c) {
    source.podChanged(build(c.before()), build(c.after()));

    assertThat(queued).isEqualTo(c.look());
  }

  @Test
  void gathersTheChangesOfAnOwnerOfManyPods() {
    for (int i = 0; i < 2000; i++) {
      pods.onAdd(manifest("web-" + i));
    }
    pass(Duration.ofSeconds(1));
    pass(Duration.ofSeconds(1));
    queued.clear();

    webChanges();
    assertThat(queued).as("the first change after a rest").containsExactly("web");

    webChanges();
    webChanges();
    pass(Duration.ofMillis(499));
    assertThat(queued).as("within the pause").hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(queued).as("at its end").containsExactly("web", "web");

    webChanges();
    pass(Duration.ofMillis(499));
    assertThat(queued).as("within the next pause").hasSize(2);
    pass(Duration.ofMillis(1));
    assertThat(queued).as("at the end of that").hasSize(3);

    pass(Duration.ofMillis(500));
    assertThat(queued).as("where nothing changed").hasSize(3);
    assertThat(timer.next()).isEmpty();
  }

  private void webChanges() {
    source.podChanged(of("web").notReady().build(), of("web").build());
  }

  private static Pod manifest(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .withUid(name)
        .withResourceVersion("1")
        .addNewOwnerReference()
        .withApiVersion("myworkloads.io/v1")
        .withKind("MyReplicaSet")
        .withName("web")
        .withUid("web-uid")
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .build();
  }

  private static @Nullable PodView build(@Nullable PodViewBuilder pod) {
    return pod == null ? null : pod.build();
  }

  private void recheck(@Nullable Duration after) {
    source.recheck(WEB, Optional.ofNullable(after));
  }

  private void pass(Duration time) {
    clock.advance(time);
    timer.runDue();
  }

  @Test
  void looksAgainAtOnce() {
    recheck(Duration.ZERO);

    assertThat(queued).containsExactly("web");
    assertThat(timer.next()).isEmpty();
  }

  @Test
  void looksAgainWhenTheTimeHasCome() {
    recheck(Duration.ofMillis(700));
    pass(Duration.ofMillis(699));
    assertThat(queued).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(queued).containsExactly("web");
    pass(Duration.ofHours(1));
    assertThat(queued).hasSize(1);
  }

  @Test
  void looksAgainAtTheTimeThatWasSaidLast() {
    recheck(Duration.ofSeconds(1));
    recheck(Duration.ofSeconds(5));
    pass(Duration.ofSeconds(4));
    assertThat(queued).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(queued).hasSize(1);
  }

  @Test
  void looksNotAgainWhereThereIsNoCauseAnyMore() {
    recheck(Duration.ofSeconds(1));
    recheck(null);

    assertThat(timer.next()).isEmpty();
  }

  @Test
  void saysNothingOnceItIsStopped() {
    recheck(Duration.ofSeconds(1));
    source.stop();
    pass(Duration.ofMinutes(1));
    source.podChanged(null, of("web").build());
    recheck(Duration.ZERO);

    assertThat(queued).isEmpty();
  }

  @Test
  void bringsBackAnObjectThatIsThereAgain() {
    source.cleared(WEB);
    source.cleared(new ResourceID("gone", "shop"));

    assertThat(queued).containsExactly("web");
  }
}
