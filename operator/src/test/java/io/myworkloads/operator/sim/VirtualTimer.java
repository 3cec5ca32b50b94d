package io.myworkloads.operator.sim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A timer whose tasks run when they are told to, once the clock has come to their time. */
public final class VirtualTimer extends AbstractExecutorService
    implements ScheduledExecutorService {
  private record Due(Instant at, long order) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final Due due;

    Task(Runnable command, Due due) {
      super(command, null);
      this.due = due;
    }

    @Override
    public boolean cancel(boolean interrupt) {
      tasks.remove(due);
      return super.cancel(interrupt);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.between(clock.instant(), due.at()));
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private final Clock clock;
  private final TreeMap<Due, Task> tasks = new TreeMap<>();
  private long order;

  public VirtualTimer(Clock clock) {
    this.clock = clock;
  }

  /** Runs all tasks whose time has come. */
  public void runDue() {
    while (!tasks.isEmpty() && !tasks.firstKey().at().isAfter(clock.instant())) {
      tasks.pollFirstEntry().getValue().run();
    }
  }

  /** When the next task is due; empty where there is none. */
  public Optional<Instant> next() {
    return tasks.isEmpty() ? Optional.empty() : Optional.of(tasks.firstKey().at());
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    var due = new Due(clock.instant().plus(delay, unit.toChronoUnit()), order++);
    var task = new Task(command, due);
    tasks.put(due, task);
    return task;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void execute(Runnable command) {
    command.run();
  }

  @Override
  public void shutdown() {
    tasks.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    tasks.clear();
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
