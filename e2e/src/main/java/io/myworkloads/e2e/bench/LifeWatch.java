package io.myworkloads.e2e.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * When each object of a namespace came, and when it was on its way out: as a user's watch shows it.
 */
final class LifeWatch<T extends HasMetadata> implements Watcher<T>, AutoCloseable {

  /**
   * Times by System.nanoTime.
   *
   * @param marked when its deletion was seen to be asked for; 0 before
   * @param gone when it was no more; 0 before
   */
  private record Life(String owner, long created, long marked, long gone) {}

  private final Map<String, Life> lives = new HashMap<>();
  private final Watch watch;
  private int marked;
  private int gone;
  private @Nullable WatcherException broken;

  @SuppressWarnings("this-escape") // events may come before the field is set, and do not need it
  LifeWatch(Watchable<T> objects) {
    this.watch = objects.watch(this);
  }

  @Override
  public void eventReceived(Action action, @Nullable T object) {
    long now = System.nanoTime();
    if (object == null) {
      return; // a bookmark
    }
    synchronized (this) {
      String uid = object.getMetadata().getUid();
      Life before = lives.get(uid);
      Life life = before == null ? new Life(owner(object), now, 0, 0) : before;
      boolean leaving = action == Action.DELETED || object.isMarkedForDeletion();
      if (leaving && life.marked() == 0) {
        marked++;
        life = new Life(life.owner(), life.created(), now, 0);
      }
      if (action == Action.DELETED) {
        gone++;
        life = new Life(life.owner(), life.created(), life.marked(), now);
      }
      lives.put(uid, life);
      notifyAll();
    }
  }

  private static String owner(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .map(OwnerReference::getName)
        .findFirst()
        .orElse("");
  }

  /** Waits until so many were created since the last {@link #reset}. */
  void awaitCreated(int count, Duration deadline) {
    await(() -> lives.size() >= count, count + " objects", deadline);
  }

  /** Waits until the deletion of so many was asked for. */
  void awaitMarked(int count, Duration deadline) {
    await(() -> marked >= count, count + " on their way out", deadline);
  }

  /** Waits until so many are gone. */
  void awaitGone(int count, Duration deadline) {
    await(() -> gone >= count, count + " gone", deadline);
  }

  private synchronized void await(BooleanSupplier condition, String what, Duration deadline) {
    long until = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (broken != null || left <= 0) {
        throw new IllegalStateException(
            "waited for %s; there were %d, %d on their way out, %d of them gone"
                .formatted(what, lives.size(), marked, gone),
            broken);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /**
   * For each the seconds from its owner's change to its creation.
   *
   * @param changes by the owner's name, in System.nanoTime
   */
  List<Double> secondsToCreated(Map<String, Long> changes) {
    return seconds(changes, Life::created);
  }

  /** For each the seconds from its owner's change to its mark of deletion. */
  List<Double> secondsToMarked(Map<String, Long> changes) {
    return seconds(changes, Life::marked);
  }

  private synchronized List<Double> seconds(Map<String, Long> changes, ToLongFunction<Life> end) {
    List<Double> seconds = new ArrayList<>();
    for (Life life : lives.values()) {
      Long from = changes.get(life.owner());
      if (from != null) {
        seconds.add((end.applyAsLong(life) - from) / 1e9);
      }
    }
    return seconds;
  }

  /** Forgets all. */
  synchronized void reset() {
    lives.clear();
    marked = 0;
    gone = 0;
  }

  @Override
  public synchronized void onClose(@Nullable WatcherException cause) {
    broken = cause;
    notifyAll();
  }

  @Override
  public void close() {
    watch.close();
  }
}
