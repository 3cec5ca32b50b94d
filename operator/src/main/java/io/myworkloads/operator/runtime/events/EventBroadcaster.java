package io.myworkloads.operator.runtime.events;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.myworkloads.operator.runtime.events.EventMetrics.Ending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what all controllers tell, and writes it one by one on a thread of its own.
 *
 * <p>upstream: k8s.io/client-go/tools/record/event.go, eventBroadcasterImpl. An Event is tried four
 * times within some six seconds instead of twelve times within two minutes: while one waits, all
 * others wait behind it, and what happened is in the status of the objects as well.
 */
public final class EventBroadcaster implements Events, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventBroadcaster.class);

  /** A thousand CronJobs due in the same minute tell some thousands of things at once. */
  static final int QUEUE = 4096;

  static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(5));

  private static final Duration TIME_TO_FINISH = Duration.ofSeconds(3);

  /** Thread.sleep, but for tests. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  private record Noted(Occurrence occurrence, Instant at) {}

  private final EventSink sink;
  private final Clock clock;
  private final EventMetrics metrics;
  private final Sleeper sleeper;
  private final EventCorrelator correlator = new EventCorrelator();
  private final BlockingQueue<Noted> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicBoolean dropping = new AtomicBoolean();
  private final Thread worker = Thread.ofVirtual().name("events").unstarted(this::work);
  private volatile boolean open = true;

  private EventBroadcaster(EventSink sink, Clock clock, EventMetrics metrics, Sleeper sleeper) {
    this.sink = sink;
    this.clock = clock;
    this.metrics = metrics;
    this.sleeper = sleeper;
  }

  static EventBroadcaster start(
      EventSink sink, Clock clock, EventMetrics metrics, Sleeper sleeper) {
    var broadcaster = new EventBroadcaster(sink, clock, metrics, sleeper);
    broadcaster.worker.start();
    return broadcaster;
  }

  /** Starts writing to the API server. */
  public static EventBroadcaster start(
      KubernetesEventSink sink, Clock clock, EventMetrics metrics) {
    return start(sink, clock, metrics, Thread::sleep);
  }

  /** Tells of an object as its controller does: a MyReplicaSet's is myreplicaset-controller. */
  @Override
  public OwnerEvents about(HasMetadata object) {
    var ref = ObjectRef.of(object);
    String component = ref.kind().toLowerCase(Locale.ROOT) + "-controller";
    return (type, reason, message) -> note(new Occurrence(component, ref, type, reason, message));
  }

  private void note(Occurrence occurrence) {
    if (open && queue.offer(new Noted(occurrence, clock.instant()))) {
      return;
    }
    metrics.event(Ending.DROPPED);
    if (open && dropping.compareAndSet(false, true)) {
      log.atWarn()
          .addKeyValue("queued", QUEUE)
          .log("Events dropped, more come than can be written");
    }
  }

  /** Writes what is noted already, as long as that takes but a moment, and stops. */
  @Override
  public void close() {
    open = false;
    try {
      if (!worker.join(TIME_TO_FINISH)) {
        worker.interrupt();
        worker.join();
      }
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (open || !queue.isEmpty()) {
        @Nullable Noted noted = queue.poll(100, TimeUnit.MILLISECONDS);
        if (noted != null) {
          metrics.event(handle(noted));
        } else {
          dropping.set(false);
        }
      }
    } catch (InterruptedException e) {
      log.atInfo().addKeyValue("queued", queue.size()).log("Events left unwritten at the end");
    }
  }

  private Ending handle(Noted noted) throws InterruptedException {
    try {
      return switch (correlator.correlate(noted.occurrence(), noted.at())) {
        case EventCorrelator.Skip() -> Ending.FILTERED;
        case EventCorrelator.Create(EventEntry entry) -> write(entry, false);
        case EventCorrelator.Patch(EventEntry entry) -> write(entry, true);
      };
    } catch (RuntimeException e) {
      // the thread must live on, whatever is wrong with this one
      log.atError()
          .setCause(e)
          .addKeyValue("reason", noted.occurrence().reason())
          .log("Event lost");
      return Ending.FAILED;
    }
  }

  private Ending write(EventEntry entry, boolean isThere) throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      EventSink.Outcome outcome = isThere ? sink.patch(entry) : EventSink.Outcome.MISSING;
      if (outcome == EventSink.Outcome.MISSING) {
        outcome = sink.create(entry);
      }
      switch (outcome) {
        case WRITTEN -> {
          return Ending.SENT;
        }
        // a create finds nothing if the namespace is gone
        case REFUSED, MISSING -> {
          return Ending.FAILED;
        }
        case UNAVAILABLE -> {
          if (attempt == PAUSES.size()) {
            return Ending.FAILED;
          }
          sleeper.sleep(PAUSES.get(attempt));
        }
      }
    }
  }
}
