package io.myworkloads.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.myworkloads.e2e.cluster.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One contender in one round: its process, alone with its objects in a namespace of its own, and
 * the place to write down what was measured of it.
 */
final class Lane implements AutoCloseable {
  static final Duration DEADLINE = Duration.ofMinutes(10);

  /** Leases are renewed also when nothing happens. */
  private static final int REQUESTS_OF_QUIET = 2;

  /** For so long who has something to do yet may send nothing, to gather what comes. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(1500);

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BenchCluster cluster;
  private final Contender contender;
  private final int round;
  private final Samples samples;
  private final Contender.Kind kind;
  private final String namespace;
  private final ContenderProcess process;
  private @Nullable LifeWatch<Pod> pods;

  Lane(BenchCluster cluster, Suite suite, Contender contender, int round, Samples samples) {
    this.cluster = cluster;
    this.contender = contender;
    this.round = round;
    this.samples = samples;
    this.kind = contender.kind(suite.kind());
    this.namespace = cluster.cluster().createNamespace("bench");
    this.process = contender.start(suite.controllers());
  }

  boolean slow() {
    return contender.slow();
  }

  /** Sees the Pods of the namespace since the first call: reading them all takes CPU time. */
  LifeWatch<Pod> pods() {
    if (pods == null) {
      pods = new LifeWatch<>(cluster.client().pods().inNamespace(namespace));
    }
    return pods;
  }

  /**
   * Sees the objects of a kind in the namespace from now on.
   *
   * @param builtIn the built-in one, of which the contender has its version
   */
  LifeWatch<GenericKubernetesResource> watch(Contender.Kind builtIn) {
    return new LifeWatch<>(objects(contender.kind(builtIn)));
  }

  /** Those of all contenders. */
  FakeNodes nodes() {
    return cluster.nodes();
  }

  /** The kind as the contender's metrics of reconciles spell it. */
  private String kindInMetrics() {
    return contender.metricsName(kind);
  }

  private NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      objects() {
    return objects(kind);
  }

  private NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      objects(Contender.Kind kind) {
    return cluster
        .client()
        .genericKubernetesResources(kind.apiVersion(), kind.kind())
        .inNamespace(namespace);
  }

  /**
   * Creates an object of the contender's kind.
   *
   * @return when it was sent off, in System.nanoTime
   */
  long create(String name, Map<String, Object> spec) {
    var object =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(kind.apiVersion())
            .withKind(kind.kind())
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .addToAdditionalProperties("spec", spec)
            .build();
    long at = System.nanoTime();
    objects().resource(object).create();
    return at;
  }

  /**
   * Changes an object by a merge patch.
   *
   * @return when that was sent off, in System.nanoTime
   */
  long patch(String name, Map<String, Object> change) {
    var object =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(kind.apiVersion())
            .withKind(kind.kind())
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .build();
    String json = json(change);
    long at = System.nanoTime();
    objects().resource(object).patch(MERGE, json);
    return at;
  }

  /**
   * Waits until the contender, which may have just been started, has looked at an object, and is at
   * rest.
   *
   * @param spec of an object that asks for nothing; it is kept
   */
  void awaitAtWork(Map<String, Object> spec) {
    create("before", spec);
    Waiting.until(
        contender.name() + " to be at work",
        DEADLINE,
        () -> process.reconciles(kindInMetrics()).count() > 0);
    awaitQuiet();
  }

  void delete(String name) {
    objects().withName(name).delete();
  }

  List<GenericKubernetesResource> list() {
    return objects().list().getItems();
  }

  GenericKubernetesResource get(String name) {
    return objects().withName(name).require();
  }

  /** Waits until the contender sends no more requests. */
  void awaitQuiet() {
    var before = new AtomicLong(process.requests());
    Waiting.until(
        contender.name() + " to come to rest",
        DEADLINE,
        LONGEST_PAUSE,
        () -> {
          long now = process.requests();
          return now - before.getAndSet(now) <= REQUESTS_OF_QUIET;
        });
  }

  /** What the process took and did so far. */
  record Reading(ProcessUse use, long requests, ContenderProcess.Reconciles reconciles) {}

  Reading read() {
    return new Reading(process.use(), process.requests(), process.reconciles(kindInMetrics()));
  }

  /** Notes what the process took since a reading. */
  void recordUse(String work, int pods, Reading before, Reading after) {
    record(work, Figure.REQUESTS, (double) (after.requests() - before.requests()) / pods);
    record(
        work, Figure.CPU, (double) after.use().cpu().minus(before.use().cpu()).toMillis() / pods);
    record(work, Figure.RSS, after.use().residentMib());
    record(work, Figure.PEAK_RSS, after.use().peakMib());
  }

  void record(String work, Figure figure, double value) {
    samples.add(new Sample(contender.name(), round, work, figure, value));
  }

  private static String json(Map<String, Object> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process; returns when its namespace is gone. */
  @Override
  public void close() {
    if (pods != null) {
      pods.close();
    }
    process.close();
    cluster.cluster().deleteNamespace(namespace);
    Waiting.until(
        "the end of namespace " + namespace,
        DEADLINE,
        () -> cluster.client().namespaces().withName(namespace).get() == null);
  }
}
