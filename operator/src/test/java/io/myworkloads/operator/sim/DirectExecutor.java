package io.myworkloads.operator.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks in the caller's thread, once the result of one is asked for. Tasks that may run at the
 * same time run one after the other, in an order that a seed chooses.
 */
public class DirectExecutor extends AbstractExecutorService {
  private final Random random;
  private final List<Task<?>> waiting = new ArrayList<>();

  public DirectExecutor(Random random) {
    this.random = random;
  }

  private final class Task<T> extends FutureTask<T> {
    Task(Callable<T> task) {
      super(task);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
      while (!isDone()) {
        waiting.get(random.nextInt(waiting.size())).run();
      }
      return super.get();
    }

    @Override
    protected void done() {
      waiting.remove(this);
    }
  }

  @Override
  public <T> Future<T> submit(Callable<T> task) {
    var submitted = new Task<>(task);
    waiting.add(submitted);
    return submitted;
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    List<Future<T>> all = new ArrayList<>();
    tasks.forEach(task -> all.add(submit(task)));
    for (Future<T> each : all) {
      try {
        each.get();
      } catch (ExecutionException e) {
        // for the caller to see in the future
      }
    }
    return all;
  }

  @Override
  public void execute(Runnable command) {
    command.run();
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
