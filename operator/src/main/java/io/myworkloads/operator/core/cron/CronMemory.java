package io.myworkloads.operator.core.cron;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the process that decides knows of an object besides what can be seen.
 *
 * @param confirmed whether all is known that earlier processes did for it
 * @param taken names of MyJobs that are other objects' names, of runs that are left out for that
 * @param tried the name of the MyJob that could not be made last; null where the last one could
 */
public record CronMemory(boolean confirmed, Set<String> taken, @Nullable String tried) {
  public static final CronMemory NONE = new CronMemory(false, Set.of(), null);

  private static final CronMemory CONFIRMED = new CronMemory(true, Set.of(), null);

  public CronMemory {
    taken = Set.copyOf(taken);
  }

  /** A status was written, or the server says that the object is as it was seen. */
  public CronMemory asConfirmed() {
    return taken.isEmpty() && tried == null ? CONFIRMED : new CronMemory(true, taken, tried);
  }

  /** A MyJob was made. */
  public CronMemory made() {
    return confirmed ? CONFIRMED : new CronMemory(false, Set.of(), null);
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
