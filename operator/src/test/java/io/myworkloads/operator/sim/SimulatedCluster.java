package io.myworkloads.operator.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.sim.SimulatedController.Registration;
import io.myworkloads.operator.sim.history.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, the operator in it and the network between them, in which nothing happens by itself:
 * who holds it decides who takes the next step. All chance comes from one source, which can be set
 * anew before each step; so the same steps always make the same history.
 */
public class SimulatedCluster implements World {
  /** Where our owners live. */
  public static final String NAMESPACE = "shop";

  private static final String FOREIGN = "foreign-";
  private static final int MOST_ROUNDS_TO_REST = 5000;

  /** Longer than any pause after a failure and than an expectation lives. */
  private static final Duration REST = Duration.ofHours(1);

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
          Fault.REPEATED,
          Fault.REPEATED,
          Fault.CRASH_BEFORE,
          Fault.CRASH_AFTER);

  private final Random random = new Random(0);
  private final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  private final Clock steady = clock.steady();
  private final ResourceVersions versions = new ResourceVersions();
  private final Requests requests = new Requests();
  private final InMemoryPods pods = new InMemoryPods(clock, versions, requests);
  private final InMemoryOwners owners = new InMemoryOwners(clock, versions, requests);
  private final InMemoryRevisions revisions = new InMemoryRevisions(versions, requests, owners);
  private final SimulatedNodes nodes =
      new SimulatedNodes(pods, versions, SimulatedCluster::isForeign, random);
  private final GarbageCollector collector =
      new GarbageCollector(pods, owners, revisions, SimulatedCluster::isForeign);
  private final InMemoryJobs jobs = new InMemoryJobs(requests, owners);
  private final Function<SimulatedOperator.Shells, List<Registration<?>>> controllers;
  private final List<Pod> foreign = new ArrayList<>();
  private final Story story = new Story(requests);
  private Runnable more = () -> {};
  private @Nullable SimulatedOperator operator;
  private @Nullable SimulatedOperator standby;
  private @Nullable AssertionError violation;
  private double faultRate;

  /**
   * A cluster with some Pods that are none of our business, and no operator yet.
   *
   * @param controllers those of each process of the operator
   */
  protected SimulatedCluster(
      Function<SimulatedOperator.Shells, List<Registration<?>>> controllers) {
    this.controllers = controllers;
    requests.fail(this::fault);
    requests.meanwhile(this::meanwhile);
    PodOwner you = new PodOwner("apps/v1", "ReplicaSet", NAMESPACE, "web", "you", false);
    foreign.add(pods.add(NAMESPACE, FOREIGN + 1, Map.of("app", "web"), you));
    foreign.add(
        pods.add(NAMESPACE, FOREIGN + 2, Map.of("app", "db"), SimulatedShell.owner("other", "it")));
    foreign.add(pods.add(NAMESPACE, FOREIGN + 3, Map.of("app", "mq")));
    foreign.add(pods.add("bank", FOREIGN + 4, Map.of("app", "web")));
  }

  public final InMemoryPods pods() {
    return pods;
  }

  public final InMemoryOwners owners() {
    return owners;
  }

  public final InMemoryRevisions revisions() {
    return revisions;
  }

  public final InMemoryJobs jobs() {
    return jobs;
  }

  public final Requests requests() {
    return requests;
  }

  public final SimulatedOperator operator() {
    return Objects.requireNonNull(operator, "the operator was not started");
  }

  public final Random random() {
    return random;
  }

  @Override
  public final void reseed(long seed) {
    random.setSeed(seed);
  }

  @Override
  public final void tell() {
    story.tell();
  }

  /** What happened, and at its end what there is and what the operator takes it for. */
  @Override
  public final List<String> story() {
    List<String> lines = new ArrayList<>(story.lines());
    owners.all().forEach(owner -> lines.add("there is " + Story.line(owner)));
    lines.add("it is " + now());
    nodes.objects().all().forEach(node -> lines.add("there is " + Story.line(node)));
    revisions.all().forEach(revision -> lines.add("there is " + Story.line(revision)));
    ours().forEach(pod -> lines.add("there is " + Story.line(pod)));
    owners
        .all()
        .flatMap(owner -> operator().shell().candidates(PodOwner.of(owner)).stream())
        .filter(pod -> !isForeign(pod))
        .distinct()
        .forEach(pod -> lines.add("operator sees " + Story.line(pod)));
    return lines;
  }

  public final Instant now() {
    return clock.instant();
  }

  public final SimulatedNodes nodes() {
    return nodes;
  }

  final GarbageCollector collector() {
    return collector;
  }

  /** How many Pods there are of others, for quotas. */
  final int foreignPods() {
    return foreign.size();
  }

  /** A Pod that is none of our owners' business. */
  public static boolean isForeign(PodView pod) {
    return pod.name().startsWith(FOREIGN);
  }

  /** One of the Pods that our owners may have to do with. */
  public final Optional<PodView> anyPod() {
    List<PodView> ours = ours().toList();
    return ours.isEmpty() ? Optional.empty() : Optional.of(ours.get(random.nextInt(ours.size())));
  }

  private Stream<PodView> ours() {
    return pods.views().stream().filter(pod -> !isForeign(pod));
  }

  /** Of requests, this part fails from now on. */
  public final void faultRate(double rate) {
    faultRate = rate;
    note(() -> "of requests, %.0f %% fail".formatted(100 * rate));
  }

  public final void note(Supplier<String> line) {
    story.note(line);
  }

  /** A new process of the operator, which lists what there is now. */
  public final void startOperator() {
    startOperator(versions.last(), versions.last());
  }

  /** As {@link #startOperator()}, where the lists are as old as that. */
  final void startOperator(long ownedVersion, long ownerVersion) {
    SimulatedOperator started = another(ownedVersion, ownerVersion);
    if (random.nextInt(4) > 0) {
      started.watches().forEach(ObjectWatch::deliverList);
    }
    succeed(started);
    note(() -> "operator started");
  }

  private SimulatedOperator another(long ownedVersion, long ownerVersion) {
    var another =
        new SimulatedOperator(
            new SimulatedOperator.Servers(pods, owners, revisions, jobs, nodes.objects()),
            clock,
            random,
            controllers);
    another.start(ownedVersion, ownerVersion);
    return another;
  }

  private void succeed(SimulatedOperator next) {
    if (operator != null) {
      operator.stop();
    }
    requests.restarted();
    next.work();
    operator = next;
  }

  /** A second process of the operator begins to list and watch, and does nothing else. */
  public final SimulatedOperator standBy() {
    if (standby == null) {
      standby = another(versions.last(), versions.last());
      note(() -> "a second operator stands by");
    }
    return standby;
  }

  /** The second process works in place of the first, with what it has seen so far. */
  public final void takeOver() {
    if (standby != null) {
      succeed(standby);
      standby = null;
      note(() -> "the second operator takes over");
    }
  }

  /** A version that is up to so many changes old. */
  public final long olderVersion(int most) {
    return Math.max(0, versions.last() - random.nextInt(most));
  }

  /** The operator reconciles once; it may die of it. */
  final void look() {
    try {
      operator().lookAtOne().ifPresent(name -> note(() -> "looked at " + name));
    } catch (IllegalStateException | Crash e) {
      if (!Crash.causeOf(e)) {
        throw e;
      }
      note(() -> "operator killed while it looked");
    }
  }

  public final void pass(Duration time) {
    clock.advance(time);
    operator().timer().runDue();
    note(() -> "%d ms pass".formatted(time.toMillis()));
  }

  /** Somebody sets all clocks by so much; what waits for a time to pass does not notice. */
  public final void setClock(Duration by) {
    clock.set(by);
    note(() -> "clock set by %s, to %s".formatted(by, now()));
  }

  /**
   * Remembers that a property was violated. It is not thrown at once, because amid a request it
   * would be taken for the operator's own trouble.
   */
  public final void check(Runnable assertion) {
    try {
      assertion.run();
    } catch (AssertionError e) {
      if (violation == null) {
        violation = e;
        note(() -> "VIOLATED: " + e.getMessage());
      }
    }
  }

  /** A violation is thrown, and an operator that was killed is succeeded by another one. */
  @Override
  public final void afterStep() {
    if (violation != null) {
      throw violation;
    }
    if (requests.crashed() && standby != null) {
      takeOver();
    } else if (requests.crashed()) {
      startOperator();
    }
  }

  /** Goes on until nothing is due in the next hour. */
  public final void settle() {
    goOnUntil(steady.instant().plus(REST));
  }

  /** So much time passes in which all that is due is done. */
  public final void goOnFor(Duration time) {
    Instant end = steady.instant().plus(time);
    goOnUntil(end);
    pass(Duration.between(steady.instant(), end));
    workOff();
  }

  private void goOnUntil(Instant end) {
    for (int round = 0; ; round++) {
      assertThat(round).as("rounds to come to rest").isLessThan(MOST_ROUNDS_TO_REST);
      if (goOn()) {
        continue;
      }
      Optional<Instant> next = operator().timer().next();
      if (next.isEmpty() || next.get().isAfter(end)) {
        return;
      }
      pass(Duration.between(steady.instant(), next.get()));
    }
  }

  /** Goes on until all that is left waits for the clock. */
  public final void workOff() {
    int rounds = 0;
    while (goOn()) {
      assertThat(++rounds).as("rounds without a pause").isLessThan(MOST_ROUNDS_TO_REST);
    }
  }

  /** Does the next thing that is due; false where nothing is. */
  private boolean goOn() {
    if (collector.work()) {
      return true;
    }
    operator().watches().forEach(ObjectWatch::deliverAll);
    if (!operator().idle()) {
      look();
      afterStep();
      return true;
    }
    return nodes.finish();
  }

  /** Faults, quotas and lost nodes are over. */
  public final void recover() {
    faultRate(0);
    pods.quota(NAMESPACE, Integer.MAX_VALUE);
    jobs.quota(NAMESPACE, Integer.MAX_VALUE);
    nodes.recover();
  }

  /** Faults and users stop, and all must come to rest as asked, and stay so without a write. */
  public final void comeToRest(Runnable asAsked) {
    recover();
    settle();
    asAsked.run();
    assertThat(operator().shell().expectations().outstanding()).as("still expected").isZero();
    assertForeignPodsUntouched();
    long writes = requests.writes();
    operator().watches().forEach(ObjectWatch::relist);
    settle();
    operator().controllers().forEach(SimulatedController::wake);
    pass(Duration.ofHours(1));
    settle();
    startOperator();
    settle();
    assertThat(requests.writes()).as("writes once settled").isEqualTo(writes);
    asAsked.run();
  }

  private void assertForeignPodsUntouched() {
    for (Pod pod : foreign) {
      assertThat(pods.all()).as("Pods of others are as they were").contains(pod);
    }
  }

  private Fault fault(Faults.Request request) {
    return faultRate > 0 && random.nextDouble() < faultRate
        ? FAULTS.get(random.nextInt(FAULTS.size()))
        : Fault.NONE;
  }

  /** While a request is on its way, this goes on too. */
  protected final void alsoMeanwhile(Runnable happening) {
    more = happening;
  }

  /** While a request is on its way, watches and nodes go on. */
  private void meanwhile() {
    if (random.nextInt(8) == 0) {
      deliverOne(operator().shell().watch());
    }
    if (random.nextInt(16) == 0) {
      deliverOne(operator().anyController().watch());
    }
    if (random.nextInt(16) == 0) {
      anyPod().ifPresent(nodes::workOn);
    }
    more.run();
  }

  protected static void deliverOne(ObjectWatch<?> watch) {
    if (!watch.lags()) {
      watch.deliver();
    }
  }
}
