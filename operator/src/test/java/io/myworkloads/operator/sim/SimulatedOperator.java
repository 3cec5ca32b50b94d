package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.cron.CronShell;
import io.myworkloads.operator.runtime.cron.JobApi;
import io.myworkloads.operator.sim.SimulatedController.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One process of the operator: its controllers over what they share. It knows nothing at first, and
 * stands by until it is told to work.
 */
public final class SimulatedOperator {
  private final SimulatedShell shell;
  private final SimulatedDaemons daemons;
  private final VirtualTimer timer;
  private final Random random;
  private final List<SimulatedController<?>> controllers = new ArrayList<>();
  private @Nullable SimulatedCron cron;
  private @Nullable SimulatedController<?> lookedLast;
  private boolean works;

  SimulatedOperator(
      Servers servers,
      ManualClock clock,
      Random random,
      Function<Shells, List<Registration<?>>> registrations) {
    this.random = random;
    shell = new SimulatedShell(servers.pods(), clock, random);
    daemons = new SimulatedDaemons(servers.nodes(), servers.revisions(), shell.control(), random);
    timer = new VirtualTimer(clock.steady());
    var shells = new Shells(servers, shell.forControllers(servers.owners(), timer));
    for (Registration<?> registration : registrations.apply(shells)) {
      controllers.add(new SimulatedController<>(registration, servers.owners(), timer, random));
    }
  }

  /** What it asks. */
  record Servers(
      InMemoryPods pods,
      InMemoryOwners owners,
      InMemoryRevisions revisions,
      InMemoryJobs jobs,
      InMemoryObjects<Node> nodes) {}

  /** What its controllers get. */
  public final class Shells {
    private final Servers servers;
    private final Shell common;

    private Shells(Servers servers, Shell common) {
      this.servers = servers;
      this.common = common;
    }

    public Shell common() {
      return common;
    }

    public DaemonShell daemons() {
      return daemons.shell();
    }

    /**
     * Only who asks for this watches MyJobs.
     *
     * @param asked what becomes of requests before they are sent
     */
    public CronShell cron(UnaryOperator<JobApi> asked) {
      cron = new SimulatedCron(servers.jobs(), asked, random, () -> works);
      return cron.shell();
    }
  }

  /**
   * Lists and watches from a version on: the newest, or an older one where a server lags.
   *
   * @param ownedVersion of what owners own
   */
  void start(long ownedVersion, long ownerVersion) {
    daemons.nodeWatch().startAt(ownerVersion).deliverList();
    daemons.revisionWatch().startAt(ownerVersion).deliverList();
    controllers.forEach(controller -> controller.watch().startAt(ownerVersion));
    shell.watch().startAt(ownedVersion);
    if (cron != null) {
      cron.watch().startAt(ownedVersion);
    }
  }

  /** It is the one that may write. */
  void work() {
    works = true;
  }

  /** Nothing reaches it any more. */
  void stop() {
    watches().forEach(ObjectWatch::stop);
  }

  public SimulatedShell shell() {
    return shell;
  }

  /** What it keeps about MyJobs; throws where none of its controllers asked for that. */
  public SimulatedCron cron() {
    return Objects.requireNonNull(cron, "no controller of MyCronJobs");
  }

  /** Some of what happened to nodes and revisions reaches it, or one of these watches drops. */
  public void someOfDaemons() {
    for (ObjectWatch<?> watch : List.of(daemons.nodeWatch(), daemons.revisionWatch())) {
      if (random.nextInt(8) == 0) {
        watch.relist();
      }
      for (int i = random.nextInt(watch.due() + 1); i > 0; i--) {
        watch.deliver();
      }
    }
  }

  VirtualTimer timer() {
    return timer;
  }

  List<SimulatedController<?>> controllers() {
    return controllers;
  }

  /** All that reaches it reaches it by these. */
  public List<ObjectWatch<?>> watches() {
    List<ObjectWatch<?>> watches =
        new ArrayList<>(List.of(shell.watch(), daemons.nodeWatch(), daemons.revisionWatch()));
    if (cron != null) {
      watches.add(cron.watch());
    }
    controllers.forEach(controller -> watches.add(controller.watch()));
    return watches;
  }

  /** One of the controllers. */
  SimulatedController<?> anyController() {
    return controllers.get(random.nextInt(controllers.size()));
  }

  /** The copy of the object that is being reconciled, or was last. */
  public Optional<CustomResource<?, ?>> reconciled() {
    return Optional.ofNullable(lookedLast)
        .flatMap(controller -> Optional.ofNullable(controller.reconciled()));
  }

  boolean idle() {
    return controllers.stream().allMatch(controller -> controller.queue().isEmpty());
  }

  /** Looks at one of the names that wait; empty where none does, or not all has been listed yet. */
  Optional<String> lookAtOne() {
    List<SimulatedController<?>> waiting =
        controllers.stream()
            .filter(c -> c.watch().synced() && !c.queue().isEmpty())
            .<SimulatedController<?>>map(c -> c)
            .toList();
    if (waiting.isEmpty() || !synced()) {
      return Optional.empty();
    }
    SimulatedController<?> controller = waiting.get(random.nextInt(waiting.size()));
    List<ResourceID> names = controller.queue();
    ResourceID id = names.get(random.nextInt(names.size()));
    lookedLast = controller;
    controller.look(id);
    return Optional.of(id.getName());
  }

  private boolean synced() {
    return shell.store().synced() && (cron == null || cron.store().synced());
  }
}
