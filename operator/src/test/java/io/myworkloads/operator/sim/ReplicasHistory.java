package io.myworkloads.operator.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.core.replicas.ReplicasStatus;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.pods.PodViews;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One history of a cluster and an operator, as a seed has it: users, nodes, the network and the
 * operator take turns. Then faults and users stop, and all must come to rest as asked.
 */
final class ReplicasHistory {

  /** What may happen. */
  enum Step {
    LOOK,
    POD_EVENTS,
    OWNER_EVENT,
    TIME,
    NODE,
    RELIST,
    CRASH,
    FAULTS,
    POD_DIES,
    READINESS,
    SCALE_UP,
    SCALE_DOWN,
    RELABEL,
    ORPHAN,
    REPLACE_OWNER,
    QUOTA
  }

  /** Often enough that a history comes somewhere, whatever else happens. */
  private static final List<Step> ALWAYS =
      List.of(
          Step.LOOK,
          Step.LOOK,
          Step.LOOK,
          Step.LOOK,
          Step.POD_EVENTS,
          Step.POD_EVENTS,
          Step.POD_EVENTS,
          Step.OWNER_EVENT,
          Step.TIME,
          Step.NODE,
          Step.NODE,
          Step.FAULTS,
          Step.RELIST,
          Step.CRASH);

  private static final List<Fault> FAULTS =
      List.of(
          Fault.FORBIDDEN,
          Fault.THROTTLED,
          Fault.CONFLICT,
          Fault.SERVER_ERROR,
          Fault.SERVER_ERROR_AFTERWARDS,
          Fault.REQUEST_LOST,
          Fault.ANSWER_LOST,
          Fault.ANSWER_LOST,
          Fault.CRASH_BEFORE,
          Fault.CRASH_AFTER);

  private static final int STEPS = 60;
  private static final int MOST_ROUNDS_TO_REST = 2000;

  private final Random random;
  private final List<Step> steps;
  private final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  private final InMemoryPods server = new InMemoryPods(clock);
  private final SimulatedOwners owners = new SimulatedOwners();
  private final List<Pod> foreign = new ArrayList<>();
  private final Map<Step, Integer> taken = new EnumMap<>(Step.class);
  private final List<String> log = new ArrayList<>();
  private final Map<String, @Nullable ControllerRef> controllers = new HashMap<>();
  private SimulatedOperator operator;
  private Optional<AssertionError> violation = Optional.empty();
  private double faultRate;
  private int uids;
  private int logged;

  /**
   * A history that has not begun.
   *
   * @param steps what may happen beyond what always may
   */
  ReplicasHistory(long seed, List<Step> steps) {
    this.random = new Random(seed);
    this.steps = new ArrayList<>(ALWAYS);
    this.steps.addAll(steps);
    addForeignPods();
    putOwner("web", "web-0", 1, random.nextInt(8));
    putOwner("db", "db-0", 1, random.nextInt(4));
    server.fail(this::fault);
    operator = start();
    watchFor(this::assertAdoptedByTheLiving);
  }

  /** Lets happen what the seed has, and then lets all come to rest. */
  void run() {
    for (int i = 0; i < STEPS; i++) {
      take(steps.get(random.nextInt(steps.size())));
    }
    comeToRest();
  }

  /** Without faults until all is as asked: a beginning for histories of what comes after. */
  void begin() {
    settle();
    assertAsAsked();
  }

  /** What must hold after each change of a Pod. */
  void watchFor(Runnable check) {
    watchFor(pod -> check.run());
  }

  private void watchFor(Consumer<PodView> check) {
    server.watch(
        server.version(),
        event -> {
          try {
            check.accept(PodViews.of(event.pod()));
          } catch (AssertionError e) {
            violation = Optional.of(violation.orElse(e));
          }
        });
  }

  /**
   * An owner that is gone, though the operator still sees it, adopts nothing: its Pods were left
   * without one on purpose, and the garbage collector would take what it adopts.
   */
  private void assertAdoptedByTheLiving(PodView pod) {
    ControllerRef before = controllers.get(pod.uid());
    ControllerRef after = pod.controller();
    if (after != null && before == null && controllers.containsKey(pod.uid())) {
      assertThat(owners.list().map(set -> set.getMetadata().getUid()))
          .as("owners that are there when %s is adopted", pod.name())
          .contains(after.uid());
    }
    controllers.put(pod.uid(), after);
  }

  /** Active Pods of the owner of this name. */
  long active(String name) {
    String uid = owner(name).getMetadata().getUid();
    return server.views().stream().filter(pod -> pod.ownedBy(uid) && pod.active()).count();
  }

  int asked(String name) {
    return owner(name).getSpec().replicasOrDefault();
  }

  /** What happened, and at its end what there is and what the operator takes it for. */
  List<String> log() {
    noteRequests();
    List<String> result = new ArrayList<>(log);
    server.views().forEach(pod -> result.add("there is " + pod));
    owners
        .list()
        .flatMap(set -> operator.shell().candidates(PodOwner.of(set)).stream())
        .distinct()
        .forEach(pod -> result.add("seen is " + pod));
    return result;
  }

  Map<Step, Integer> taken() {
    return taken;
  }

  private void take(Step step) {
    taken.merge(step, 1, Integer::sum);
    switch (step) {
      case LOOK -> look();
      case POD_EVENTS -> {
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
          operator.podWatch().deliver();
        }
        note("up to %d events of Pods seen, %d due".formatted(count, operator.podWatch().due()));
      }
      case OWNER_EVENT -> note("event of an owner seen: " + operator.deliverOwner());
      case TIME -> pass(Duration.ofMillis(random.nextLong(1, 1500)));
      case NODE -> nodesWork(random.nextInt(1, 5));
      case RELIST -> {
        operator.podWatch().relist();
        note("watch of Pods dropped, all listed anew");
      }
      case CRASH -> {
        if (random.nextInt(3) == 0) {
          note("operator killed and started");
          operator = start();
        }
      }
      case FAULTS -> {
        faultRate = random.nextInt(2) == 0 ? 0 : random.nextDouble(0.6);
        note("of requests, %.0f %% fail".formatted(100 * faultRate));
      }
      case POD_DIES -> anyPod().ifPresent(this::die);
      case READINESS ->
          anyPod()
              .filter(PodView::active)
              .ifPresent(
                  pod -> {
                    if (pod.ready()) {
                      server.notReady(server.of(pod));
                    } else {
                      server.ready(server.of(pod));
                    }
                    note("%s is ready: %s".formatted(pod.name(), !pod.ready()));
                  });
      case SCALE_UP -> scale("web", Math.min(20, asked("web") + random.nextInt(1, 5)));
      case SCALE_DOWN -> scale("web", Math.max(0, asked("web") - random.nextInt(1, 5)));
      case RELABEL ->
          anyPod()
              .ifPresent(
                  pod -> {
                    String app = List.of("web", "db", "none").get(random.nextInt(3));
                    server.relabel(server.of(pod), Map.of("app", app));
                    note("user labels %s app=%s".formatted(pod.name(), app));
                  });
      case ORPHAN -> {
        Pod pod = server.add("shop", "orphan-" + ++uids, Map.of("app", "web"));
        note("user makes " + name(pod));
      }
      case REPLACE_OWNER -> {
        if (random.nextInt(4) == 0) {
          replace("web");
        }
      }
      case QUOTA -> {
        int most = foreign.size() + random.nextInt(12);
        server.quota("shop", most);
        note("quota of %d Pods".formatted(most));
      }
    }
    if (server.crashed()) {
      note("operator started");
      operator = start();
    }
  }

  private void look() {
    lookAtOne();
    // thrown here, because what is thrown amid a request is taken for the operator's own trouble
    violation.ifPresent(
        e -> {
          throw e;
        });
  }

  private void lookAtOne() {
    try {
      operator.lookAtOne().ifPresent(id -> note("looked at %s: %s".formatted(id, told(id))));
    } catch (IllegalStateException | Crash e) {
      if (!Crash.causeOf(e)) {
        throw e;
      }
      note("operator killed while it looked");
    }
  }

  private @Nullable ReplicasStatus told(ResourceID id) {
    return owners.get(id).map(set -> operator.told(set.getMetadata().getUid())).orElse(null);
  }

  private SimulatedOperator start() {
    server.restarted();
    return new SimulatedOperator(server, clock, owners, this::isLive, random);
  }

  private boolean isLive(PodOwner owner) {
    if (random.nextDouble() < faultRate) {
      throw new KubernetesClientException("connection refused");
    }
    return owners.list().anyMatch(set -> set.getMetadata().getUid().equals(owner.uid()));
  }

  private Fault fault(Faults.Request request) {
    return random.nextDouble() < faultRate ? FAULTS.get(random.nextInt(FAULTS.size())) : Fault.NONE;
  }

  private void pass(Duration time) {
    clock.advance(time);
    operator.timer().runDue();
    note("%d ms pass".formatted(time.toMillis()));
  }

  private void scale(String name, int replicas) {
    MyReplicaSet before = owner(name);
    putOwner(
        name, before.getMetadata().getUid(), before.getMetadata().getGeneration() + 1, replicas);
    operator.ownerChanged(owner(name));
    note("user asks for %d of %s".formatted(replicas, name));
  }

  /** Deletes an owner, with its Pods or without, and makes one of the same name. */
  private void replace(String name) {
    MyReplicaSet before = owner(name);
    boolean orphan = random.nextBoolean();
    String uid = before.getMetadata().getUid();
    owners.remove(before);
    operator.ownerGone(before);
    for (PodView pod : server.views()) {
      if (pod.ownedBy(uid)) {
        if (orphan) {
          server.orphan(server.of(pod), uid);
        } else {
          server.remove(server.of(pod));
        }
      }
    }
    putOwner(name, name + "-" + ++uids, 1, before.getSpec().replicasOrDefault());
    operator.ownerChanged(owner(name));
    note("user replaces %s, its Pods are %s".formatted(name, orphan ? "orphaned" : "deleted"));
  }

  /** What the garbage collector does, once it comes to it. */
  private void collectGarbage() {
    for (PodView pod : server.views()) {
      if (!pod.orphan()
          && !isForeign(pod)
          && !pod.deleting()
          && owners.list().noneMatch(set -> pod.ownedBy(set.getMetadata().getUid()))) {
        server.remove(server.of(pod));
      }
    }
  }

  private void nodesWork(int count) {
    for (int i = 0; i < count; i++) {
      anyPod().ifPresent(this::nodeWorks);
    }
    note("nodes work");
  }

  private void nodeWorks(PodView pod) {
    if (pod.deleting()) {
      server.vanish(server.of(pod));
    } else if (pod.active() && pod.nodeName() == null) {
      server.bind(server.of(pod), "n" + random.nextInt(3));
    } else if (pod.active() && !pod.ready()) {
      server.ready(server.of(pod));
    }
  }

  private void die(PodView view) {
    Pod pod = server.of(view);
    switch (random.nextInt(3)) {
      case 0 -> server.remove(pod);
      case 1 -> server.vanish(pod);
      default -> server.end(pod, "Failed");
    }
    note("%s dies".formatted(name(pod)));
  }

  private void addForeignPods() {
    PodOwner you = new PodOwner("apps/v1", "ReplicaSet", "shop", "web", "you", false);
    foreign.add(server.add("shop", "foreign-1", Map.of("app", "web"), you));
    foreign.add(
        server.add("shop", "foreign-2", Map.of("app", "db"), SimulatedShell.owner("other", "it")));
    foreign.add(server.add("shop", "foreign-3", Map.of("app", "mq")));
    foreign.add(server.add("bank", "foreign-4", Map.of("app", "web")));
  }

  private static boolean isForeign(PodView pod) {
    return pod.name().startsWith("foreign-");
  }

  private void putOwner(String name, String uid, long generation, int replicas) {
    owners.put(SimulatedOwners.set(name, uid, generation, replicas));
  }

  private MyReplicaSet owner(String name) {
    return owners.get(new ResourceID(name, "shop")).orElseThrow();
  }

  /** One of the Pods that our owners may have to do with. */
  private Optional<PodView> anyPod() {
    List<PodView> pods = server.views().stream().filter(pod -> !isForeign(pod)).toList();
    return pods.isEmpty() ? Optional.empty() : Optional.of(pods.get(random.nextInt(pods.size())));
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  // the end

  private void comeToRest() {
    faultRate = 0;
    server.quota("shop", Integer.MAX_VALUE);
    note("no more faults");
    settle();
    assertAsAsked();
    assertForeignPodsUntouched();
    assertNothingMadeTwice();
    long writes = server.writes();
    operator.podWatch().relist();
    settle();
    pass(Duration.ofHours(1));
    settle();
    operator = start();
    settle();
    assertThat(server.writes()).as("writes in a settled state").isEqualTo(writes);
    assertAsAsked();
  }

  /** Until nothing is due in the next quarter of an hour. */
  private void settle() {
    Instant end = clock.instant().plus(Duration.ofMinutes(15));
    for (int round = 0; ; round++) {
      assertThat(round).as("rounds to come to rest").isLessThan(MOST_ROUNDS_TO_REST);
      collectGarbage();
      while (operator.deliverOwner()) {
        // until all are seen
      }
      operator.podWatch().deliverAll();
      if (!operator.idle()) {
        look();
        continue;
      }
      if (nodesFinish()) {
        continue;
      }
      Optional<Instant> next = operator.timer().next();
      if (next.isEmpty() || next.get().isAfter(end)) {
        return;
      }
      pass(Duration.between(clock.instant(), next.get()));
    }
  }

  /** Nodes start and stop all that is to be started and stopped; false where nothing was. */
  private boolean nodesFinish() {
    long before = server.version();
    server.views().stream().filter(pod -> !isForeign(pod)).forEach(this::nodeWorks);
    return server.version() > before;
  }

  private void assertAsAsked() {
    for (MyReplicaSet set : owners.list().toList()) {
      String name = set.getMetadata().getName();
      String uid = set.getMetadata().getUid();
      assertThat(active(name)).as("active Pods of " + name).isEqualTo(asked(name));
      assertThat(server.views())
          .as("Pods that " + name + " selects or selected")
          .allSatisfy(
              pod -> {
                if (pod.active() && pod.namespace().equals("shop")) {
                  boolean selected = name.equals(pod.labels().get("app"));
                  assertThat(pod.ownedBy(uid) && !selected).as("to be released").isFalse();
                  assertThat(pod.orphan() && selected).as("to be adopted").isFalse();
                }
              });
      ReplicasStatus status = Objects.requireNonNull(operator.told(uid));
      assertThat(status.replicas()).as("told of " + name).isEqualTo(asked(name));
      assertThat(status.ready()).isEqualTo(asked(name));
      assertThat(status.conditions()).isEmpty();
    }
    assertThat(operator.shell().expectations().outstanding()).as("still expected").isZero();
  }

  private void assertForeignPodsUntouched() {
    Map<String, String> versions = new HashMap<>();
    server.all().forEach(pod -> versions.put(name(pod), pod.getMetadata().getResourceVersion()));
    for (Pod pod : foreign) {
      assertThat(versions.get(name(pod)))
          .as(name(pod))
          .isEqualTo(pod.getMetadata().getResourceVersion());
    }
  }

  /** A name is asked for again only where nobody answered before. */
  private void assertNothingMadeTwice() {
    Set<String> answered = new HashSet<>();
    for (InMemoryPods.Answered request : server.requests()) {
      if (request.request().verb() == Faults.Verb.CREATE && request.fault() == Fault.NONE) {
        assertThat(answered).as("made before").doesNotContain(request.request().name());
        if (request.answer().equals("done")) {
          answered.add(request.request().name());
        }
      }
    }
  }

  private void note(String line) {
    noteRequests();
    log.add(line);
  }

  private void noteRequests() {
    List<InMemoryPods.Answered> requests = server.requests();
    requests.subList(logged, requests.size()).forEach(request -> log.add("    " + request));
    logged = requests.size();
  }
}
