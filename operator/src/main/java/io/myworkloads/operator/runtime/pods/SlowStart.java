package io.myworkloads.operator.runtime.pods;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Does a thing to many items, carefully at first: one, then two, four, eight and so on at a time.
 * What fails for all then fails once, and neither the server nor the events are flooded.
 *
 * <p>upstream: pkg/controller/replicaset/replica_set.go slowStartBatch
 */
final class SlowStart {
  private final ExecutorService executor;

  SlowStart(ExecutorService executor) {
    this.executor = executor;
  }

  /**
   * Waits until all is done, or the first batch with a failure in it.
   *
   * @param first the size of the first batch
   * @param attempt empty where it went well
   * @return the failures of the last batch; empty where all went well
   */
  <T, F> List<F> run(List<T> items, int first, Function<T, Optional<F>> attempt) {
    int done = 0;
    int size = first;
    while (done < items.size()) {
      List<T> batch = items.subList(done, Math.min(done + size, items.size()));
      List<F> failures = atOnce(batch, attempt);
      if (!failures.isEmpty()) {
        return failures;
      }
      done += batch.size();
      size *= 2;
    }
    return List.of();
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Pods were written", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "a write failed in a way that is not the server's", e.getCause());
    }
  }
}
