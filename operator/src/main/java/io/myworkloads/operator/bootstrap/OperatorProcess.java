package io.myworkloads.operator.bootstrap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.javaoperatorsdk.operator.Operator;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.runtime.Shell;
import io.myworkloads.operator.runtime.cron.JobStore;
import io.myworkloads.operator.runtime.events.EventBroadcaster;
import io.myworkloads.operator.runtime.events.KubernetesEventSink;
import io.myworkloads.operator.runtime.http.Health;
import io.myworkloads.operator.runtime.http.ManagementServer;
import io.myworkloads.operator.runtime.jobs.JobShell;
import io.myworkloads.operator.runtime.metrics.ApiRequestMetrics;
import io.myworkloads.operator.runtime.metrics.JobControllerMetrics;
import io.myworkloads.operator.runtime.metrics.Meters;
import io.myworkloads.operator.runtime.metrics.OperatorMetrics;
import io.myworkloads.operator.runtime.metrics.ReconcileMetrics;
import io.myworkloads.operator.runtime.nodes.NodeStore;
import io.myworkloads.operator.runtime.pods.PodStore;
import io.myworkloads.operator.runtime.revisions.RevisionData;
import io.myworkloads.operator.runtime.revisions.RevisionStore;
import io.myworkloads.operator.runtime.watch.StoreInformer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator from its start to its stop.
 *
 * <p>Start: health and metrics first, so that whoever looks sees what it waits for; then the API
 * server and our kinds, the cache of Pods, the controllers. No controller begins before the cache
 * of Pods is filled: it would take all Pods for missing and create them again.
 *
 * <p>Stop: no new reconcile, the running ones to their end, then the lease back, so that a
 * successor begins when nothing works here any more.
 */
public final class OperatorProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OperatorProcess.class);

  private final Settings settings;
  private final Clock clock;
  private final Consumer<String> fatal;
  private final Meters meters = new Meters();
  private final OperatorMetrics metrics = new OperatorMetrics(meters.registry());
  private final Health live = new Health("livez");
  private final Health ready = new Health("readyz");
  private final ScheduledThreadPoolExecutor timer = timer();
  private final ExecutorService writes = Executors.newVirtualThreadPerTaskExecutor();
  private final ThreadPoolExecutor reconciles;
  private final LeaseRenewals renewals;
  private final Clients clients;
  private final @Nullable Leadership leadership;
  private final EventBroadcaster events;
  private final List<StoreInformer<?>> informers;
  private final List<ControllerRegistration<?>> controllers;
  private final ReconcileMetrics reconcileMetrics;
  private final ManagementServer server;
  private volatile @Nullable Operator operator;
  private volatile boolean closed;

  /**
   * Listens on its port already; {@link #start} does the rest.
   *
   * @param connect gives clients that call these interceptors
   * @param controllers made from what all share
   * @param fatal told why, once this process must not go on; ends it
   */
  public OperatorProcess(
      Settings settings,
      Function<Map<String, Interceptor>, Clients> connect,
      Function<Shells, List<ControllerRegistration<?>>> controllers,
      Clock clock,
      RandomGenerator random,
      Consumer<String> fatal) {
    this.settings = settings;
    this.clock = clock;
    this.fatal = fatal;
    this.reconciles = reconciles(settings.concurrentReconciles());
    this.renewals = new LeaseRenewals(settings, System::nanoTime);
    this.clients = connect.apply(interceptors());
    this.leadership = settings.leaderElection() ? new Leadership(settings, renewals, fatal) : null;
    this.events = EventBroadcaster.start(new KubernetesEventSink(clients.writer()), clock, metrics);
    var podStore = new PodStore();
    var nodeStore = new NodeStore();
    var revisionData = new RevisionData(clients.reader().getKubernetesSerialization());
    var revisionStore = new RevisionStore(revisionData);
    var jobStore = new JobStore();
    this.informers =
        List.of(
            new StoreInformer<>(
                "MyJobs", in(clients.reader().resources(MyJob.class)), MyJob::new, jobStore),
            new StoreInformer<>("Pods", in(clients.reader().pods()), Pod::new, podStore),
            new StoreInformer<>("nodes", clients.reader().nodes(), Node::new, nodeStore),
            new StoreInformer<>(
                "ControllerRevisions",
                in(clients.reader().apps().controllerRevisions()),
                ControllerRevision::new,
                revisionStore));
    BooleanSupplier leading = () -> leadership == null || leadership.leading();
    Shell shell =
        ShellFactory.create(
            settings, clients, podStore, events, metrics, writes, timer, clock, random);
    this.controllers =
        controllers.apply(
            new Shells(
                shell,
                ShellFactory.daemons(
                    clients, nodeStore, revisionData, revisionStore, shell, metrics),
                new JobShell(new JobControllerMetrics(meters.registry()), writes, leading),
                ShellFactory.cron(clients, jobStore, leading, metrics, clock.getZone())));
    this.reconcileMetrics = new ReconcileMetrics(metrics, System::nanoTime, shell.revivals());
    ready.add(
        "start", () -> operator == null ? Optional.of("it is not complete") : Optional.empty());
    metrics.reconcileQueue(reconciles.getQueue()::size);
    metrics.leader(leading::getAsBoolean);
    this.server =
        ManagementServer.start(settings.httpPort(), live, ready, () -> meters.registry().scrape());
  }

  public int port() {
    return server.port();
  }

  /** Returns when the controllers run, or stand by. */
  public void start() throws InterruptedException {
    log.atInfo()
        .addKeyValue("identity", settings.identity())
        .addKeyValue("port", server.port())
        .addKeyValue("namespace", settings.namespace().isEmpty() ? "(all)" : settings.namespace())
        .log("Starting");
    awaitPrerequisites();
    for (StoreInformer<?> informer : informers) {
      ready.add(informer.what().toLowerCase(Locale.ROOT), informer::problem);
    }
    awaitStores();
    Operator started =
        OperatorFactory.create(settings, clients, reconciles, reconcileMetrics, leadership, fatal);
    controllers.forEach(controller -> controller.register(started, settings));
    if (leadership != null) {
      leadership.watch(timer);
    }
    if (!controllers.isEmpty()) {
      started.start();
      ready.add("controllers", () -> problem(started));
    }
    operator = started;
    log.atInfo().addKeyValue("controllers", controllers.size()).log("Started");
  }

  private void awaitPrerequisites() throws InterruptedException {
    List<Class<? extends HasMetadata>> kinds =
        controllers.stream()
            .<Class<? extends HasMetadata>>map(ControllerRegistration::type)
            .toList();
    var prerequisites = new Prerequisites(clients.writer(), kinds, Thread::sleep);
    ready.add("prerequisites", prerequisites::problem);
    prerequisites.await();
  }

  private void awaitStores() throws InterruptedException {
    Map<StoreInformer<?>, CompletableFuture<Void>> listed = new LinkedHashMap<>();
    informers.forEach(each -> listed.put(each, each.start().toCompletableFuture()));
    for (var list : listed.entrySet()) {
      await(list.getKey(), list.getValue());
    }
  }

  private static void await(StoreInformer<?> informer, CompletableFuture<Void> listed)
      throws InterruptedException {
    while (true) {
      try {
        listed.get(10, TimeUnit.SECONDS);
        return;
      } catch (TimeoutException e) {
        log.atWarn()
            .addKeyValue("problem", informer.problem().orElse("none"))
            .log("Waiting for the first lists");
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "the %s cannot be listed: %s".formatted(informer.what(), e.getMessage()), e);
      }
    }
  }

  /** Those of the namespace that is watched, or of all. */
  private <T, L> Informable<T> in(MixedOperation<T, L, ?> all) {
    return settings.namespace().isEmpty()
        ? all.inAnyNamespace()
        : all.inNamespace(settings.namespace());
  }

  private static Optional<String> problem(Operator operator) {
    return operator.getRuntimeInfo().allEventSourcesAreHealthy()
        ? Optional.empty()
        : Optional.of(operator.getRuntimeInfo().unhealthyEventSources().toString());
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    log.info("Stopping");
    ready.add("stop", () -> Optional.of("the operator is stopping"));
    if (leadership != null) {
      leadership.stopping();
    }
    Operator running = operator;
    if (running != null) {
      running.stop();
    }
    reconciles.shutdownNow();
    writes.close();
    events.close();
    if (leadership != null) {
      leadership.release(clients.writer(), clock);
    }
    timer.shutdownNow();
    informers.forEach(StoreInformer::close);
    clients.close();
    server.close();
    meters.close();
    log.info("Stopped");
  }

  private Map<String, Interceptor> interceptors() {
    var interceptors = new LinkedHashMap<String, Interceptor>();
    interceptors.put("LEASE", renewals);
    // the last to wrap a request is the one that sees its end
    interceptors.put("METRICS", new ApiRequestMetrics(meters.registry(), System::nanoTime));
    return interceptors;
  }

  private static ThreadPoolExecutor reconciles(int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofVirtual().name("reconcile-", 0).factory());
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
