package io.myworkloads.operator.runtime;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes one look of many changes, at the pace of a kind. What it knows is of this moment only:
 * after a restart every owner is looked at anyway.
 *
 * <p>Changes are told one at a time; the timer may come in between.
 */
final class Gathering {
  private final Pace pace;
  private final ScheduledExecutorService timer;
  private final Consumer<ResourceID> look;
  private final Map<ResourceID, State> states = new ConcurrentHashMap<>();

  /** How long the last look at an owner took; of those only that make a difference. */
  private final Map<ResourceID, Duration> lastLooks = new ConcurrentHashMap<>();

  /** Of an owner for whom changes are gathered. */
  private sealed interface State {

    /** A look is to come when the time is over. */
    record Waiting(boolean urgent, ScheduledFuture<?> over) implements State {}

    /** There was one a moment ago; the next comes when the time is over, if there were changes. */
    record Pausing(boolean changed, int pods) implements State {}
  }

  /**
   * For the owners of one kind.
   *
   * @param timer must remove cancelled tasks
   * @param look has an owner looked at
   */
  Gathering(Pace pace, ScheduledExecutorService timer, Consumer<ResourceID> look) {
    this.pace = pace;
    this.timer = timer;
    this.look = look;
  }

  /**
   * A Pod of an owner changed.
   *
   * @param urgent whether it ended or went
   * @param pods how many the owner has
   */
  void changed(ResourceID id, boolean urgent, int pods) {
    State gathered =
        states.compute(
            id,
            (key, before) ->
                switch (before) {
                  case null -> wait(id, urgent, pods);
                  case State.Waiting waiting when urgent && !waiting.urgent() -> {
                    waiting.over().cancel(false);
                    yield wait(id, true, pods);
                  }
                  case State.Waiting waiting -> waiting;
                  case State.Pausing _ -> new State.Pausing(true, pods);
                });
    if (gathered == null) {
      lookAndPause(id, pods);
    }
  }

  /** How long a look took. */
  void looked(ResourceID id, Duration took) {
    if (pace.minds(took)) {
      lastLooks.put(id, took);
    } else {
      lastLooks.remove(id);
    }
  }

  private Duration lastLook(ResourceID id) {
    return lastLooks.getOrDefault(id, Duration.ZERO);
  }

  /** Null where no change is waited for. */
  private State.@Nullable Waiting wait(ResourceID id, boolean urgent, int pods) {
    Duration time = pace.before(urgent, lastLook(id));
    return time.isZero() ? null : new State.Waiting(urgent, after(time, () -> waited(id, pods)));
  }

  private void waited(ResourceID id, int pods) {
    // another may have been begun, and ended, since this one was called off; asked so that who is
    // just beginning this one, and was held up, has noted it
    if (states.computeIfPresent(id, (key, state) -> state) instanceof State.Waiting) {
      lookAndPause(id, pods);
    }
  }

  private void lookAndPause(ResourceID id, int pods) {
    Duration time = pace.after(pods, lastLook(id));
    if (time.isZero()) {
      states.remove(id);
    } else {
      states.put(id, new State.Pausing(false, pods));
      var _ = after(time, () -> paused(id));
    }
    look.accept(id);
  }

  private void paused(ResourceID id) {
    State over =
        states.computeIfPresent(
            id,
            (key, state) ->
                state instanceof State.Pausing(boolean changed, _) && !changed ? null : state);
    if (over instanceof State.Pausing(_, int pods)) {
      lookAndPause(id, pods);
    }
  }

  private ScheduledFuture<?> after(Duration time, Runnable task) {
    return timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
