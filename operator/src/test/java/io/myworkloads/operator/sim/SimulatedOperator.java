package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.sim.SimulatedController.Registration;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One process of the operator: its controllers over what they share. It knows nothing at first. */
public final class SimulatedOperator {
  private final SimulatedShell shell;
  private final VirtualTimer timer;
  private final Random random;
  private final List<SimulatedController<?>> controllers = new ArrayList<>();
  private @Nullable SimulatedController<?> lookedLast;

  SimulatedOperator(
      InMemoryPods pods,
      InMemoryOwners owners,
      Clock clock,
      Random random,
      Function<Shell, List<Registration<?>>> registrations) {
    this.random = random;
    shell = new SimulatedShell(pods, clock, random);
    timer = new VirtualTimer(clock);
    for (Registration<?> registration : registrations.apply(shell.forControllers(owners, timer))) {
      controllers.add(new SimulatedController<>(registration, owners, timer, random));
    }
  }

  /** Lists and watches from a version on: the newest, or an older one where a server lags. */
  void start(long podVersion, long ownerVersion) {
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

  VirtualTimer timer() {
    return timer;
  }

  List<SimulatedController<?>> controllers() {
    return controllers;
  }

  /** All that reaches it reaches it by these. */
  List<ObjectWatch<?>> watches() {
    List<ObjectWatch<?>> watches = new ArrayList<>(List.of(shell.watch()));
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
