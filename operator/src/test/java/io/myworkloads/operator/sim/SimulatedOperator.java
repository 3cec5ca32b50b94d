package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.sim.SimulatedController.Registration;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One process of the operator: its controllers over what they share. It knows nothing at first. */
public final class SimulatedOperator {
  private final SimulatedShell shell;
  private final SimulatedDaemons daemons;
  private final VirtualTimer timer;
  private final Random random;
  private final List<SimulatedController<?>> controllers = new ArrayList<>();
  private @Nullable SimulatedController<?> lookedLast;

  SimulatedOperator(
      Servers servers,
      Clock clock,
      Random random,
      BiFunction<Shell, DaemonShell, List<Registration<?>>> registrations) {
    this.random = random;
    shell = new SimulatedShell(servers.pods(), clock, random);
    daemons = new SimulatedDaemons(servers.nodes(), servers.revisions(), shell.control(), random);
    timer = new VirtualTimer(clock);
    for (Registration<?> registration :
        registrations.apply(shell.forControllers(servers.owners(), timer), daemons.shell())) {
      controllers.add(new SimulatedController<>(registration, servers.owners(), timer, random));
    }
  }

  /** What it asks. */
  record Servers(
      InMemoryPods pods,
      InMemoryOwners owners,
      InMemoryRevisions revisions,
      InMemoryObjects<Node> nodes) {}

  /** Lists and watches from a version on: the newest, or an older one where a server lags. */
  void start(long podVersion, long ownerVersion) {
    daemons.nodeWatch().startAt(ownerVersion).deliverList();
    daemons.revisionWatch().startAt(ownerVersion).deliverList();
    controllers.forEach(controller -> controller.watch().startAt(ownerVersion));
    shell.watch().startAt(podVersion);
  }

  /** Nothing reaches it any more. */
  void stop() {
    watches().forEach(ObjectWatch::stop);
  }

  public SimulatedShell shell() {
    return shell;
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
  List<ObjectWatch<?>> watches() {
    List<ObjectWatch<?>> watches =
        new ArrayList<>(List.of(shell.watch(), daemons.nodeWatch(), daemons.revisionWatch()));
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
    if (waiting.isEmpty() || !shell.store().synced()) {
      return Optional.empty();
    }
    SimulatedController<?> controller = waiting.get(random.nextInt(waiting.size()));
    List<ResourceID> names = controller.queue();
    ResourceID id = names.get(random.nextInt(names.size()));
    lookedLast = controller;
    controller.look(id);
    return Optional.of(id.getName());
  }
}
