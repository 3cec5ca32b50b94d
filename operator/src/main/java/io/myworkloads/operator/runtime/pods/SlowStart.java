package io.myworkloads.operator.runtime.pods;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Does a thing to many items, carefully at first: one, and for each that went well two more. What
 * fails for all then fails once, and neither the server nor the events are flooded.
 *
 * <p>upstream: pkg/controller/replicaset/replica_set.go slowStartBatch, which waits for the last of
 * a batch before it begins one of twice the size. Here as many are on their way as there, but none
 * waits for another one's answer.
 */
final class SlowStart {
  private final ExecutorService executor;

  SlowStart(ExecutorService executor) {
    this.executor = executor;
  }

  /**
   * Waits until all is done, or all that was begun before a failure came.
   *
   * @param first how many to begin with
   * @param attempt empty where it went well
   * @return the failures; empty where all went well
   */
  <T, F> List<F> run(List<T> items, int first, Function<T, Optional<F>> attempt) {
    Queue<Future<Optional<F>>> onTheirWay = new ArrayDeque<>();
    List<F> failures = new ArrayList<>();
    int begun = 0;
    int allowed = first;
    try {
      do {
        for (; begun < Math.min(allowed, items.size()) && failures.isEmpty(); begun++) {
          T item = items.get(begun);
          onTheirWay.add(executor.submit(() -> attempt.apply(item)));
        }
        Future<Optional<F>> oldest = onTheirWay.poll();
        if (oldest != null) {
          oldest.get().ifPresent(failures::add);
          allowed += 2;
        }
      } while (!onTheirWay.isEmpty() || (begun < items.size() && failures.isEmpty()));
      return failures;
    } catch (InterruptedException | ExecutionException e) {
      onTheirWay.forEach(result -> result.cancel(true));
      throw broken(e);
    }
  }

  /** All at once; returns the failures. */
  <T, F> List<F> atOnce(List<T> items, Function<T, Optional<F>> attempt) {
    List<Callable<Optional<F>>> calls = new ArrayList<>(items.size());
    items.forEach(item -> calls.add(() -> attempt.apply(item)));
    try {
      List<F> failures = new ArrayList<>();
      for (Future<Optional<F>> result : executor.invokeAll(calls)) {
        result.get().ifPresent(failures::add);
      }
      return failures;
    } catch (InterruptedException | ExecutionException e) {
      throw broken(e);
    }
  }

  private static IllegalStateException broken(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new IllegalStateException("interrupted while Pods were written", e);
    }
    return new IllegalStateException(
        "a write failed in a way that is not the server's", e.getCause());
  }
}
