package io.myworkloads.operator.runtime.pods;

import static io.myworkloads.operator.sim.SimulatedShell.owner;
import static io.myworkloads.operator.sim.SimulatedShell.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.sim.InMemoryPods;
import io.myworkloads.operator.sim.ManualClock;
import io.myworkloads.operator.sim.SimulatedShell;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Nothing reaches the store by itself here: what is seen without it, is seen by expectation. */
abstract class PodControlFixture {
  static final Map<String, String> WEB = Map.of("app", "web");
  static final PodOwner ME = owner("web", "me");

  final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  final InMemoryPods server = new InMemoryPods(clock);
  final SimulatedShell shell = new SimulatedShell(server, clock, new Random(1));
  BooleanSupplier mayAdopt = () -> true;

  PodControlFixture() {
    shell.watch().start().deliverAll();
  }

  Optional<FailedWrite> carryOut(PodAction... actions) {
    return shell
        .control()
        .carryOut(
            new PodControl.Work(ME, template(WEB), shell.tell(), () -> mayAdopt.getAsBoolean()),
            List.of(actions));
  }

  Optional<FailedWrite> create(int count) {
    return carryOut(new PodAction.Create(count));
  }

  Optional<FailedWrite> delete(Pod... pods) {
    return carryOut(new PodAction.Delete(views(pods)));
  }

  static List<PodView> views(Pod... pods) {
    return Arrays.stream(pods).map(PodViews::of).toList();
  }

  Collection<PodView> seen() {
    return shell.candidates(ME);
  }

  Collection<PodView> unanswered() {
    return shell.observer().unanswered("me");
  }

  Pod running(String name) {
    Pod pod = server.add("shop", name, WEB, ME);
    server.bind(pod, "n1");
    return server.ready(pod);
  }

  List<String> requests() {
    return server.requests().stream().map(answered -> answered.request().verb().name()).toList();
  }

  String onlyName() {
    assertThat(server.all()).hasSize(1);
    return server.all().iterator().next().getMetadata().getName();
  }
}
