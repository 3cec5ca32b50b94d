package io.myworkloads.operator.bootstrap;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import javax.management.NotificationEmitter;

/**
 * Has the old part of the heap collected once it holds half as much again as after its last
 * collection. The serial collector alone lets it grow to its limit first, whatever is needed of it:
 * with a limit that is right for a cluster of many thousand Pods, a small cluster would pay for a
 * large one.
 */
public final class OldGeneration {
  /** How the serial collector calls it; another collector has its own ways. */
  private static final String POOL = "Tenured Gen";

  /** In bytes. A collection takes some 50 ms, so a few more MiB must be worth it. */
  static final long LEAST_GROWTH = 12L << 20;

  private final long limit;
  private final LongSupplier used;
  private final LongConsumer notice;
  private final Runnable collection;

  /**
   * An old generation.
   *
   * @param limit that it may not grow beyond, in bytes
   * @param used in bytes
   * @param notice is told at how many bytes {@link #grown} is to be called
   * @param collection collects it
   */
  OldGeneration(long limit, LongSupplier used, LongConsumer notice, Runnable collection) {
    this.limit = limit;
    this.used = used;
    this.notice = notice;
    this.collection = collection;
  }

  /** Keeps this process' own small, if it has one. */
  public static void keepSmall() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals(POOL)) {
        var old =
            new OldGeneration(
                pool.getUsage().getMax(),
                () -> pool.getUsage().getUsed(),
                pool::setUsageThreshold,
                System::gc);
        ((NotificationEmitter) ManagementFactory.getMemoryMXBean())
            .addNotificationListener(
                (notification, handback) -> old.grown(),
                notification ->
                    notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED),
                null);
        old.awaitGrowth();
      }
    }
  }

  /** It holds as much as was waited for. */
  void grown() {
    collection.run();
    awaitGrowth();
  }

  private void awaitGrowth() {
    long now = used.getAsLong();
    notice.accept(Math.min(limit, now + Math.max(now / 2, LEAST_GROWTH)));
  }
}
