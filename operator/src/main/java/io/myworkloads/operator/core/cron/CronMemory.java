package io.myworkloads.operator.core.cron;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the process that decides knows of an object besides what can be seen.
 *
 * @param confirmed whether all is known that earlier processes did for it
 * @param taken names of MyJobs that are other objects' names, of runs that are left out for that
 * @param tried the name of the MyJob that could not be made last, as far as is known: the answer
 *     may have been lost, or the request repeated; null where it is known
 */
public record CronMemory(boolean confirmed, Set<String> taken, @Nullable String tried) {
  public static final CronMemory NONE = new CronMemory(false, Set.of(), null);

  private static final CronMemory CONFIRMED = new CronMemory(true, Set.of(), null);

  public CronMemory {
    taken = Set.copyOf(taken);
  }

  /** The server says that the object is as it was seen. */
  public CronMemory asConfirmed() {
    return taken.isEmpty() && tried == null ? CONFIRMED : new CronMemory(true, taken, tried);
  }

  /** A status was written, over the object as it was seen; it tells of the runs left out. */
  public CronMemory written() {
    return tried == null ? CONFIRMED : new CronMemory(true, Set.of(), tried);
  }

  /** As long as not all MyJobs are known that earlier processes made. */
  public CronMemory unconfirmed() {
    return confirmed ? new CronMemory(false, taken, tried) : this;
  }

  /** It is known whether the MyJob was made that was tried last. */
  public CronMemory settled() {
    return tried == null ? this : new CronMemory(confirmed, taken, null);
  }

  /** A MyJob could not be made because its name is another's. */
  public CronMemory taken(String name) {
    Set<String> more = new HashSet<>(taken);
    more.add(name);
    return new CronMemory(confirmed, more, null);
  }

  /** A MyJob could not be made. */
  public CronMemory tried(String name) {
    return new CronMemory(confirmed, taken, name);
  }
}
