package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.runtime.Failures;
import io.myworkloads.operator.runtime.OwnerApi;
import io.myworkloads.operator.runtime.Revivals;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.events.OwnerEvents;
import io.myworkloads.operator.runtime.pods.Expectations;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodNames;
import io.myworkloads.operator.runtime.pods.PodObserver;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.pods.PodStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;

/** What an operator keeps in memory about Pods, over a cluster in memory. */
public final class SimulatedShell {
  private final PodStore store = new PodStore();
  private final List<String> events = new ArrayList<>();
  private final List<String> metrics = new ArrayList<>();
  private final InMemoryPods server;
  private final Expectations expectations;
  private final PodControl control;
  private final PodObserver observer;
  private final ObjectWatch<Pod> watch;
  private final Failures failures;
  private final Clock clock;
  private int expired;

  /** A shell that has seen nothing; {@link #watch} is not started. */
  public SimulatedShell(InMemoryPods server, Clock clock, Random random) {
    this.server = server;
    expectations = new Expectations(clock, () -> expired++);
    observer = new PodObserver(store, expectations);
    control =
        new PodControl(
            server,
            expectations,
            new PodNames(random),
            new DirectExecutor(random),
            (kind, write, succeeded) ->
                metrics.add(write + (succeeded ? " succeeded" : " failed")));
    watch = new ObjectWatch<>(server.objects(), store, random);
    failures = new Failures(clock, random);
    this.clock = clock;
  }

  /** The same as controllers get it. */
  public Shell forControllers(OwnerApi ownerApi, ScheduledExecutorService timer) {
    return new Shell(
        ownerApi,
        server,
        store,
        expectations,
        control,
        failures,
        object -> tell(),
        new Revivals(),
        timer,
        clock);
  }

  public PodStore store() {
    return store;
  }

  public Expectations expectations() {
    return expectations;
  }

  public PodControl control() {
    return control;
  }

  public PodObserver observer() {
    return observer;
  }

  public ObjectWatch<Pod> watch() {
    return watch;
  }

  /** How many expectations were dropped because nothing met them. */
  public int expired() {
    return expired;
  }

  /** What users were told, such as {@code Normal SuccessfulCreate Created pod: web-x}. */
  public List<String> events() {
    return List.copyOf(events);
  }

  /** What was counted, such as {@code CREATE succeeded}. */
  public List<String> metrics() {
    return List.copyOf(metrics);
  }

  public OwnerEvents tell() {
    return (type, reason, message) ->
        events.add("%s %s %s".formatted(type.text(), reason, message));
  }

  /** The owner's Pods and the orphans, as a decision would see them now. */
  public Collection<PodView> candidates(PodOwner owner) {
    return observer.candidates(owner.uid(), owner.namespace());
  }

  /** A template of Pods with these labels. */
  public static PodTemplateSpec template(Map<String, String> labels) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("web")
        .withImage("registry.example/web:1")
        .endContainer()
        .endSpec()
        .build();
  }

  /** A MyReplicaSet of this name and UID in the namespace {@code shop}. */
  public static PodOwner owner(String name, String uid) {
    return new PodOwner("myworkloads.io/v1", "MyReplicaSet", "shop", name, uid, false);
  }
}
