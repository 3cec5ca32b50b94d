package io.myworkloads.operator.runtime.pods;

import static io.myworkloads.operator.sim.SimulatedShell.owner;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.sim.InMemoryPods;
import io.myworkloads.operator.sim.ManualClock;
import io.myworkloads.operator.sim.ObjectWatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodStoreTest {
  private static final Map<String, String> WEB = Map.of("app", "web");
  private static final PodOwner ME = owner("web", "me");
  private static final PodOwner YOU = owner("db", "you");

  private final InMemoryPods server = new InMemoryPods(new ManualClock(PodViewBuilder.NOW));
  private final PodStore store = new PodStore();
  private final ObjectWatch<Pod> watch = new ObjectWatch<>(server.objects(), store, new Random(1));
  private final List<String> told = new ArrayList<>();

  PodStoreTest() {
    store.addListener((before, after) -> told.add(text(before) + " -> " + text(after)));
  }

  private static String text(@Nullable PodView pod) {
    if (pod == null) {
      return "nothing";
    }
    return pod.name()
        + (pod.controller() == null ? "" : " of " + pod.controller().uid())
        + (pod.deleting() ? " deleting" : "");
  }

  private static List<String> names(Collection<StoredPod> pods) {
    return pods.stream().map(pod -> pod.view().name()).sorted().toList();
  }

  private Pod add(String name) {
    return server.add("shop", name, WEB);
  }

  @Test
  void isSyncedWhenTheFirstListIsComplete() {
    add("a");
    watch.start();
    while (watch.due() > 1) {
      watch.deliver();
      assertThat(store.synced()).isFalse();
    }
    watch.deliver();

    assertThat(store.synced()).isTrue();
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void findsPodsByOwnerAndOrphansByNamespace() {
    server.add("shop", "a", WEB, ME);
    server.add("shop", "b", WEB, ME);
    server.add("shop", "c", WEB, YOU);
    add("d");
    server.add("bank", "e", WEB);
    watch.start().deliverAll();

    assertThat(names(store.ownedBy("me"))).containsExactly("a", "b");
    assertThat(names(store.ownedBy("you"))).containsExactly("c");
    assertThat(names(store.ownedBy("nobody"))).isEmpty();
    assertThat(names(store.orphans("shop"))).containsExactly("d");
    assertThat(names(store.orphans("bank"))).containsExactly("e");
    assertThat(names(store.orphans("nowhere"))).isEmpty();
    assertThat(store.size()).isEqualTo(5);
  }

  @Test
  void movesAPodThatChangesHands() {
    Pod pod = add("a");
    watch.start().deliverAll();
    PodView view = PodViews.of(pod);

    server.adopt(view, ME);
    watch.deliverAll();
    assertThat(names(store.ownedBy("me"))).containsExactly("a");
    assertThat(names(store.orphans("shop"))).isEmpty();

    server.release(view, ME);
    watch.deliverAll();
    assertThat(names(store.ownedBy("me"))).isEmpty();
    assertThat(names(store.orphans("shop"))).containsExactly("a");

    server.adopt(view, YOU);
    watch.deliverAll();
    assertThat(names(store.orphans("shop"))).isEmpty();
    assertThat(names(store.ownedBy("you"))).containsExactly("a");
    assertThat(told)
        .containsExactly("nothing -> a", "a -> a of me", "a of me -> a", "a -> a of you");
  }

  @Test
  void showsTheNewestOfAPod() {
    Pod pod = server.add("shop", "a", WEB, ME);
    watch.start().deliverAll();
    server.bind(pod, "n1");
    Pod ready = server.ready(pod);
    watch.deliverAll();

    assertThat(store.ownedBy("me"))
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(stored.view()).isEqualTo(PodViews.of(ready));
              assertThat(stored.version()).isEqualTo(PodViews.version(ready.getMetadata()));
            });
  }

  @Test
  void forgetsAPodThatIsGone() {
    Pod pod = server.add("shop", "a", WEB, ME);
    watch.start().deliverAll();
    server.vanish(pod);
    watch.deliverAll();

    assertThat(names(store.ownedBy("me"))).isEmpty();
    assertThat(store.size()).isZero();
    assertThat(told).containsExactly("nothing -> a of me", "a of me -> nothing");
  }

  @Test
  void forgetsAtARelistWhatVanishedUnseen() {
    Pod pod = server.add("shop", "a", WEB, ME);
    server.add("shop", "b", WEB, ME);
    watch.start().deliverAll();
    server.vanish(pod);
    watch.relist();
    watch.deliverAll();

    assertThat(names(store.ownedBy("me"))).containsExactly("b");
    assertThat(told).endsWith("a of me -> nothing");
  }

  @Test
  void tellsAPodFromItsNamesake() {
    Pod pod = server.add("shop", "a", WEB, ME);
    watch.start().deliverAll();
    server.vanish(pod);
    server.add("shop", "a", WEB, YOU);
    watch.relist();
    watch.deliverAll();

    assertThat(names(store.ownedBy("me"))).isEmpty();
    assertThat(names(store.ownedBy("you"))).containsExactly("a");
    assertThat(store.size()).isEqualTo(1);
    assertThat(told)
        .containsExactly("nothing -> a of me", "a of me -> nothing", "nothing -> a of you");
  }

  @Test
  void doesNotTellOfAnUpdateThatChangesNothingOfInterest() {
    Pod pod = server.add("shop", "a", WEB, ME);
    watch.start().deliverAll();
    told.clear();
    Pod annotated =
        new PodBuilder(pod).editMetadata().addToAnnotations("seen", "yes").endMetadata().build();
    Pod newer =
        new PodBuilder(annotated).editMetadata().withResourceVersion("77").endMetadata().build();
    store.onUpdate(pod, newer);

    assertThat(told).isEmpty();
    assertThat(store.seenVersion()).isEqualTo(77);
    assertThat(store.ownedBy("me")).extracting(StoredPod::version).containsExactly(77L);
  }

  @Test
  void doesNotTellOfTheEndOfAPodThatItNeverSaw() {
    watch.start().deliverAll();
    store.onDelete(add("a"), false);

    assertThat(told).isEmpty();
  }

  @Test
  void hasSeenWhatTheWatchTold() {
    watch.start().deliverAll();
    Pod pod = add("a");
    assertThat(store.seenVersion()).isZero();
    watch.deliverAll();
    assertThat(store.seenVersion()).isEqualTo(1);
    server.vanish(pod);
    watch.deliverAll();
    assertThat(store.seenVersion()).isEqualTo(2);
  }

  /** The items of a list come in no order: one of a high version says nothing of the others. */
  @Test
  void hasSeenAListOnlyAtItsEnd() {
    watch.start().deliverAll();
    add("a");
    watch.deliverAll();
    add("b");
    add("c");
    watch.relist();
    while (watch.due() > 1) {
      watch.deliver();
      assertThat(store.seenVersion()).isEqualTo(1);
    }
    watch.deliver();

    assertThat(store.seenVersion()).isEqualTo(3);
  }

  @Test
  void hasNotSeenAListThatFailedHalfWay() {
    watch.start().deliverAll();
    add("a");
    add("b");
    watch.relist();
    watch.deliver();
    watch.deliver();
    watch.relist();
    while (watch.due() > 1) {
      watch.deliver();
      assertThat(store.seenVersion()).isZero();
    }
    watch.deliver();

    assertThat(store.seenVersion()).isEqualTo(2);
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void hasSeenTheChangesAfterAList() {
    add("a");
    watch.start();
    Pod second = add("b");
    watch.deliverAll();

    assertThat(store.seenVersion()).isEqualTo(PodViews.version(second.getMetadata()));
    assertThat(names(store.orphans("shop"))).containsExactly("a", "b");
  }

  @Test
  void tellsNobodyWhoIsNotListeningAnyMore() {
    var late = new ArrayList<String>();
    PodListener listener = (before, after) -> late.add("told");
    store.addListener(listener);
    store.removeListener(listener);
    add("a");
    watch.start().deliverAll();

    assertThat(late).isEmpty();
  }
}
