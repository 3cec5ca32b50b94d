package io.myworkloads.operator.core.pods;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pods for tests: {@code pod()} is a healthy one, so that a case states only what matters to it. It
 * runs, is ready, lies on a node, was created and became ready an hour before {@link #NOW}, has the
 * label {@code app: web} and no controller.
 */
public final class PodViewBuilder {
  /** The instant of all decisions in tests that do not say otherwise. */
  public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  public static final String NAMESPACE = "shop";

  private String name;
  private String uid;
  private String namespace = NAMESPACE;
  private final Map<String, String> labels = new HashMap<>(Map.of("app", "web"));
  private @Nullable ControllerRef controller;
  private PodPhase phase = PodPhase.RUNNING;
  private boolean deleting;
  private @Nullable String nodeName = "n1";
  private @Nullable String targetNode = "n1";
  private @Nullable String waitsFor;
  private boolean ready = true;
  private @Nullable Instant readySince = NOW.minus(Duration.ofHours(1));
  private Instant created = NOW.minus(Duration.ofHours(1));
  private int deletionCost;
  private int restarts;
  private int sidecarRestarts;
  private @Nullable Instant ended;
  private @Nullable PodRun run;

  private PodViewBuilder(String name) {
    this.name = name;
    this.uid = "uid-of-" + name;
  }

  public static PodViewBuilder pod() {
    return pod("web-aaaaa");
  }

  /** A Pod whose UID follows from its name. */
  public static PodViewBuilder pod(String name) {
    return new PodViewBuilder(name);
  }

  /** A length of time as people write it: {@code 5h}, {@code 90s}, {@code 0.7s}. */
  public static Duration time(String text) {
    return Duration.parse("PT" + text);
  }

  public PodViewBuilder uid(String value) {
    uid = value;
    return this;
  }

  public PodViewBuilder named(String value) {
    name = value;
    return this;
  }

  public PodViewBuilder namespace(String value) {
    namespace = value;
    return this;
  }

  public PodViewBuilder label(String key, String value) {
    labels.put(key, value);
    return this;
  }

  /** With these labels and no others. */
  public PodViewBuilder labels(Map<String, String> value) {
    labels.clear();
    labels.putAll(value);
    return this;
  }

  public PodViewBuilder ownedBy(String ownerUid) {
    controller = new ControllerRef("myworkloads.io/v1", "MyReplicaSet", "web", ownerUid);
    return this;
  }

  public PodViewBuilder controller(@Nullable ControllerRef value) {
    controller = value;
    return this;
  }

  public PodViewBuilder phase(PodPhase value) {
    phase = value;
    return value == PodPhase.RUNNING ? this : notReady();
  }

  public PodViewBuilder pending() {
    return phase(PodPhase.PENDING);
  }

  public PodViewBuilder failed() {
    return phase(PodPhase.FAILED);
  }

  /** Failed so long ago. */
  public PodViewBuilder failedFor(String time) {
    ended = NOW.minus(time(time));
    return failed();
  }

  public PodViewBuilder deleting() {
    deleting = true;
    return this;
  }

  public PodViewBuilder on(String node) {
    nodeName = node;
    targetNode = node;
    return this;
  }

  /** Not yet on a node, as a Pod is right after it was made. */
  public PodViewBuilder unassigned() {
    nodeName = null;
    targetNode = null;
    return pending();
  }

  /** Not yet on a node, and may run only on this one. */
  public PodViewBuilder unassignedFor(String node) {
    unassigned();
    targetNode = node;
    return this;
  }

  /** Not running, for a reason in one word. */
  public PodViewBuilder waitingFor(String reason) {
    waitsFor = reason;
    return notReady();
  }

  public PodViewBuilder notReady() {
    ready = false;
    readySince = null;
    return this;
  }

  public PodViewBuilder readyFor(String time) {
    return readySince(NOW.minus(time(time)));
  }

  public PodViewBuilder readySince(@Nullable Instant instant) {
    ready = true;
    readySince = instant;
    return this;
  }

  public PodViewBuilder aged(String time) {
    return created(NOW.minus(time(time)));
  }

  public PodViewBuilder created(Instant instant) {
    created = instant;
    return this;
  }

  public PodViewBuilder cost(int value) {
    deletionCost = value;
    return this;
  }

  public PodViewBuilder restarts(int value) {
    restarts = value;
    return this;
  }

  public PodViewBuilder sidecarRestarts(int value) {
    sidecarRestarts = value;
    return this;
  }

  public PodViewBuilder run(@Nullable PodRun value) {
    run = value;
    return this;
  }

  public PodView build() {
    return new PodView(
        uid,
        namespace,
        name,
        labels,
        controller,
        phase,
        deleting,
        nodeName,
        targetNode,
        waitsFor,
        ready,
        readySince,
        created,
        deletionCost,
        restarts,
        sidecarRestarts,
        restarts + sidecarRestarts > 0 ? "main" : null,
        ended,
        run);
  }
}
