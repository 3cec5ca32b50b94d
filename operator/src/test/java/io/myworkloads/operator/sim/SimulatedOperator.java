package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.operator.controller.ReplicasSync;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.core.replicas.ReplicasSpec;
import io.myworkloads.operator.core.replicas.ReplicasStatus;
import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.OwnerEventSource;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodOwner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operator without its framework: a queue of names, filled by {@link OwnerEventSource}, and
 * {@link ReplicasSync} to look at them. All that it knows is lost with it.
 */
final class SimulatedOperator {
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofMillis(50);

  private final SimulatedShell shell;
  private final Failures failures;
  private final ReplicasSync sync;
  private final VirtualTimer timer;
  private final SimulatedOwners owners = new SimulatedOwners();
  private final Deque<Runnable> ownerEvents = new ArrayDeque<>();
  private final OwnerEventSource<MyReplicaSet> eventSource;
  private final Set<ResourceID> queue = new LinkedHashSet<>();
  private final Map<ResourceID, String> uids = new HashMap<>();
  private final Map<String, ReplicasStatus> told = new HashMap<>();
  private final Predicate<PodOwner> live;
  private final Random random;

  /**
   * An operator that has just been started.
   *
   * @param server has the Pods
   * @param live asks the API server whether an owner is there and not being deleted
   */
  SimulatedOperator(
      InMemoryPods server,
      ManualClock clock,
      SimulatedOwners serversOwners,
      Predicate<PodOwner> live,
      Random random) {
    this.live = live;
    this.random = random;
    shell = new SimulatedShell(server, clock, random);
    failures = new Failures(clock, random);
    timer = new VirtualTimer(clock);
    sync = new ReplicasSync(shell.observer(), shell.control(), failures, clock);
    eventSource =
        new OwnerEventSource<>(
            shell.store(),
            "myworkloads.io/v1",
            "MyReplicaSet",
            owners,
            (set, pod) -> spec(set).selector().matches(pod.labels()),
            timer);
    eventSource.setEventHandler(event -> queue.add(event.getRelatedCustomResourceID()));
    eventSource.start();
    owners.replaceBy(serversOwners);
    owners.keys().forEach(queue::add);
    shell.watch().start();
  }

  PodWatch podWatch() {
    return shell.watch();
  }

  VirtualTimer timer() {
    return timer;
  }

  SimulatedShell shell() {
    return shell;
  }

  /** What was told last of an owner. */
  @Nullable ReplicasStatus told(String ownerUid) {
    return told.get(ownerUid);
  }

  /** The watch of owners will show that this one was made or changed. */
  void ownerChanged(MyReplicaSet set) {
    ownerEvents.add(
        () -> {
          owners.put(set);
          queue.add(ResourceID.fromResource(set));
        });
  }

  /** The watch of owners will show that this one is gone. */
  void ownerGone(MyReplicaSet set) {
    ownerEvents.add(
        () -> {
          owners.remove(set);
          queue.add(ResourceID.fromResource(set));
        });
  }

  /** Shows the next change of an owner; false where there is none. */
  boolean deliverOwner() {
    Runnable next = ownerEvents.poll();
    if (next == null) {
      return false;
    }
    next.run();
    return true;
  }

  boolean idle() {
    return queue.isEmpty();
  }

  /** Looks at one of the owners in the queue. */
  Optional<ResourceID> lookAtOne() {
    if (queue.isEmpty() || !shell.store().synced()) {
      return Optional.empty();
    }
    List<ResourceID> waiting = new ArrayList<>(queue);
    ResourceID id = waiting.get(random.nextInt(waiting.size()));
    queue.remove(id);
    try {
      look(id);
    } catch (KubernetesClientException e) {
      eventSource.recheck(id, Optional.of(PAUSE_AFTER_ERROR));
    }
    return Optional.of(id);
  }

  private void look(ResourceID id) {
    Optional<MyReplicaSet> object = owners.get(id);
    String uid = object.map(set -> set.getMetadata().getUid()).orElse(null);
    String before = uid == null ? uids.remove(id) : uids.put(id, uid);
    if (before != null && !before.equals(uid)) {
      shell.expectations().forget(before);
      failures.forget(before);
    }
    if (object.isEmpty()) {
      eventSource.recheck(id, Optional.empty());
      return;
    }
    MyReplicaSet set = object.get();
    PodOwner owner = PodOwner.of(set);
    BooleanSupplier mayAdopt = () -> live.test(owner);
    ReplicasSync.Outcome outcome =
        sync.look(
            new PodControl.Work(
                owner,
                Objects.requireNonNull(Objects.requireNonNull(set.getSpec()).getTemplate()),
                shell.tell(),
                mayAdopt),
            new ReplicasSync.Asked(
                set.getMetadata().getGeneration(),
                spec(set),
                Optional.ofNullable(told.get(owner.uid()))
                    .map(ReplicasStatus::conditions)
                    .orElse(List.of()),
                List::of));
    told.put(owner.uid(), outcome.status());
    eventSource.recheck(id, outcome.lookAgain());
  }

  static ReplicasSpec spec(MyReplicaSet set) {
    String name = set.getMetadata().getName();
    return new ReplicasSpec(
        set.getSpec().replicasOrDefault(),
        Duration.ZERO,
        Selector.of(Map.of("app", name), List.of()),
        Map.of("app", name));
  }

  @Override
  public String toString() {
    return "queue "
        + queue.stream().map(ResourceID::toString).collect(Collectors.joining(", "))
        + "; events of Pods due: "
        + shell.watch().due()
        + "; of owners: "
        + ownerEvents.size();
  }
}
