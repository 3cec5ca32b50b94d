package io.myworkloads.operator.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks in the caller's thread. Tasks that may run at the same time run one after the other,
 * in an order that a seed chooses.
 */
public class DirectExecutor extends AbstractExecutorService {
  private final Random random;

  public DirectExecutor(Random random) {
    this.random = random;
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    List<Callable<T>> inOrder = new ArrayList<>(tasks);
    List<Callable<T>> shuffled = new ArrayList<>(inOrder);
    Collections.shuffle(shuffled, random);
    Map<Callable<T>, Future<T>> done = new HashMap<>();
    shuffled.forEach(task -> done.put(task, submit(task)));
    return inOrder.stream().map(done::get).toList();
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
