package io.myworkloads.e2e.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Many requests of the harness at once, as a user with a large manifest sends them. */
final class AtOnce {
  private static final int REQUESTS = 16;

  private AtOnce() {}

  /** Runs it for 0 to {@code count} - 1, and returns when all are done. */
  static void forEach(int count, IntConsumer request) {
    try (ExecutorService threads = Executors.newFixedThreadPool(REQUESTS)) {
      List<Future<?>> answers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        answers.add(threads.submit(() -> request.accept(index)));
      }
      for (Future<?> answer : answers) {
        answer.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request failed", e.getCause());
    }
  }
}
