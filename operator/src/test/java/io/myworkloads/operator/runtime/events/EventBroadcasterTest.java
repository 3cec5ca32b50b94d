package io.myworkloads.operator.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.myworkloads.operator.runtime.events.EventSink.Outcome;
import io.myworkloads.operator.runtime.metrics.OperatorMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventBroadcasterTest {
  private static final HasMetadata SET =
      new GenericKubernetesResourceBuilder()
          .withApiVersion("myworkloads.io/v1")
          .withKind("MyReplicaSet")
          .withNewMetadata()
          .withNamespace("shop")
          .withName("web")
          .withUid("uid-1")
          .withResourceVersion("7")
          .endMetadata()
          .build();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Script sink = new Script();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final EventBroadcaster broadcaster =
      EventBroadcaster.start(sink, Clock.systemUTC(), new OperatorMetrics(meters), pauses::add);
  private final OwnerEvents events = broadcaster.about(SET);

  /** Answers in the order given, then WRITTEN. */
  private static final class Script implements EventSink {
    private final Queue<Outcome> outcomes = new ArrayDeque<>();
    private final List<Occurrence> created = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean gated;

    @Override
    public Outcome create(EventEntry entry) {
      created.add(entry.occurrence());
      return answer("create " + entry.count());
    }

    @Override
    public Outcome patch(EventEntry entry) {
      return answer("patch " + entry.count());
    }

    private Outcome answer(String call) {
      calls.add(call);
      try {
        if (gated) {
          gate.await();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      synchronized (outcomes) {
        return outcomes.isEmpty() ? Outcome.WRITTEN : outcomes.remove();
      }
    }
  }

  @AfterEach
  void close() {
    sink.gate.countDown();
    broadcaster.close();
  }

  @Test
  void whatIsNotedIsWrittenBeforeItCloses() {
    failed();
    failed();
    broadcaster.close();
    assertThat(sink.calls).containsExactly("create 1", "patch 2");
    assertThat(counted("sent")).isEqualTo(2);
  }

  @Test
  void theSourceIsTheControllerOfTheKind() {
    failed();
    broadcaster.close();
    assertThat(sink.created)
        .containsExactly(
            new Occurrence(
                "myreplicaset-controller",
                new ObjectRef("myworkloads.io/v1", "MyReplicaSet", "shop", "web", "uid-1", "7"),
                EventType.WARNING,
                "FailedCreate",
                "Error creating: quota"));
  }

  @Test
  void anEventThatIsGoneIsMadeAgain() {
    answers(Outcome.WRITTEN, Outcome.MISSING);
    failed();
    failed();
    broadcaster.close();
    assertThat(sink.calls).containsExactly("create 1", "patch 2", "create 2");
    assertThat(counted("sent")).isEqualTo(2);
  }

  @Test
  void whileTheServerIsAwayItPausesLongerAndLonger() {
    answers(Outcome.UNAVAILABLE, Outcome.UNAVAILABLE);
    failed();
    broadcaster.close();
    assertThat(sink.calls).containsExactly("create 1", "create 1", "create 1");
    assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofSeconds(1));
    assertThat(counted("sent")).isEqualTo(1);
  }

  @Test
  void inTheEndItGivesUpAndGoesOnWithTheNext() {
    answers(Outcome.UNAVAILABLE, Outcome.UNAVAILABLE, Outcome.UNAVAILABLE, Outcome.UNAVAILABLE);
    failed();
    events.record(EventType.NORMAL, "SuccessfulCreate", "Created pod: web-1");
    broadcaster.close();
    assertThat(pauses).isEqualTo(EventBroadcaster.PAUSES);
    assertThat(counted("failed")).isEqualTo(1);
    assertThat(counted("sent")).isEqualTo(1);
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    answers(Outcome.REFUSED);
    failed();
    broadcaster.close();
    assertThat(sink.calls).containsExactly("create 1");
    assertThat(pauses).isEmpty();
    assertThat(counted("failed")).isEqualTo(1);
  }

  @Test
  void aFullQueueDropsAndCountsInsteadOfBlocking() {
    sink.gated = true;
    failed();
    await().atMost(Duration.ofSeconds(10)).until(() -> sink.calls.size() == 1);
    for (int i = 0; i < EventBroadcaster.QUEUE + 3; i++) {
      failed();
    }
    assertThat(counted("dropped")).isEqualTo(3);
  }

  @Test
  void afterItsEndItDrops() {
    broadcaster.close();
    failed();
    assertThat(sink.calls).isEmpty();
    assertThat(counted("dropped")).isEqualTo(1);
  }

  private void failed() {
    events.record(EventType.WARNING, "FailedCreate", "Error creating: quota");
  }

  private void answers(Outcome... outcomes) {
    synchronized (sink.outcomes) {
      sink.outcomes.addAll(List.of(outcomes));
    }
  }

  private double counted(String result) {
    var counter = meters.find("myworkloads.events").tag("result", result).counter();
    return counter == null ? 0 : counter.count();
  }
}
