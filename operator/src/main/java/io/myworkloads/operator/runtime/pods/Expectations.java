package io.myworkloads.operator.runtime.pods;

import io.myworkloads.operator.core.pods.PodView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the API server and the {@link PodStore} does not show yet, by owner. With it
 * laid over the store, a reconcile sees its predecessor's writes and need not wait for them to come
 * back.
 *
 * <p>upstream: pkg/controller/controller_utils.go UIDTrackingControllerExpectations, which counts
 * instead, and holds an owner up until the count is met. As there, an expectation that is not met
 * in five minutes is dropped.
 *
 * <p>Kept in memory because the informer lags behind the writes; owned by {@link PodControl}, which
 * writes, and forgotten with the owner. After a restart the first list shows all.
 */
public final class Expectations {
  /** Upstream's ExpectationsTimeout. */
  static final Duration TIMEOUT = Duration.ofMinutes(5);

  /**
   * A Pod as a write left it.
   *
   * @param version the newest that is known of the Pod; 0 where the store has it already
   */
  private record Written(PodView view, long version, Instant deadline) {

    /**
     * Whether the store shows the write. A Pod that it does not have at all has either not come
     * yet, or come and gone: the version says which.
     */
    boolean shownBy(@Nullable StoredPod stored, long seenVersion) {
      if (stored == null) {
        return seenVersion >= version;
      }
      return view.deleting()
          ? stored.view().deleting()
          : stored.version() >= version || seenVersion >= version;
    }
  }

  private static final class OfOwner {
    final Map<String, Written> written = new HashMap<>();
    final Set<String> names = new LinkedHashSet<>();
    final Map<String, PodView> deletions = new HashMap<>();

    boolean isEmpty() {
      return written.isEmpty() && names.isEmpty() && deletions.isEmpty();
    }
  }

  private final Clock clock;
  private final Runnable expired;
  private final Map<String, OfOwner> owners = new ConcurrentHashMap<>();

  /**
   * No expectations yet.
   *
   * @param expired told of each expectation that was dropped because it was not met in time
   */
  public Expectations(Clock clock, Runnable expired) {
    this.clock = clock;
    this.expired = expired;
  }

  /** A Pod was created or patched, and this is how it is now. */
  void wrote(String ownerUid, StoredPod pod) {
    change(ownerUid, of -> of.written.put(pod.view().uid(), written(pod.view(), pod.version())));
  }

  /** A Pod's deletion was accepted, or there was nothing left to delete. */
  void deleted(String ownerUid, PodView pod) {
    change(
        ownerUid,
        of -> {
          of.deletions.remove(pod.uid());
          of.written.merge(pod.uid(), written(pod.asDeleting(), 0), Expectations::deletedNow);
        });
  }

  /**
   * A deletion whose outcome is not known. It was decided, so it is asked for again before anything
   * else is.
   */
  void deletionUnknown(String ownerUid, PodView pod) {
    change(
        ownerUid,
        of -> {
          of.deletions.put(pod.uid(), pod);
          of.written.merge(pod.uid(), written(pod.asDeleting(), 0), Expectations::deletedNow);
        });
  }

  /** A deletion was refused. */
  void deletionRefused(String ownerUid, PodView pod) {
    change(
        ownerUid,
        of -> {
          of.deletions.remove(pod.uid());
          of.written.remove(pod.uid());
        });
  }

  /** Deletions to be asked for again. */
  List<PodView> unknownDeletions(String ownerUid) {
    OfOwner of = owners.get(ownerUid);
    if (of == null) {
      return List.of();
    }
    synchronized (of) {
      return List.copyOf(of.deletions.values());
    }
  }

  /**
   * A name under which a Pod was to be created and perhaps was. The next Pod of the owner is
   * created under it, so that the server refuses a second one; a name that was refused for another
   * reason comes back too, which keeps the server's words, and with them condition and event, the
   * same from one try to the next.
   */
  void keepName(String ownerUid, String podName) {
    change(ownerUid, of -> of.names.add(podName));
  }

  /** Takes up to {@code count} of the kept names. */
  List<String> takeNames(String ownerUid, int count) {
    OfOwner of = owners.get(ownerUid);
    if (of == null) {
      return List.of();
    }
    List<String> taken = new ArrayList<>();
    synchronized (of) {
      Iterator<String> names = of.names.iterator();
      while (taken.size() < count && names.hasNext()) {
        taken.add(names.next());
        names.remove();
      }
    }
    return taken;
  }

  /**
   * The owner's Pods and the orphans as they are once own writes are counted in.
   *
   * @param seenVersion the store's, read before {@code stored}
   */
  Collection<PodView> over(String ownerUid, long seenVersion, Collection<StoredPod> stored) {
    Map<String, PodView> result = HashMap.newHashMap(stored.size());
    stored.forEach(pod -> result.put(pod.view().uid(), pod.view()));
    OfOwner of = owners.get(ownerUid);
    if (of == null) {
      return result.values();
    }
    Map<String, StoredPod> storedByUid = HashMap.newHashMap(stored.size());
    stored.forEach(pod -> storedByUid.put(pod.view().uid(), pod));
    Instant now = clock.instant();
    synchronized (of) {
      of.written
          .entrySet()
          .removeIf(
              entry ->
                  settled(entry.getValue(), storedByUid.get(entry.getKey()), seenVersion, now));
      of.written.forEach((uid, written) -> result.put(uid, written.view()));
    }
    owners.computeIfPresent(ownerUid, (uid, present) -> emptied(present));
    return result.values();
  }

  /** The owner is gone. */
  public void forget(String ownerUid) {
    owners.remove(ownerUid);
  }

  /** How many writes the store does not show yet. */
  public int outstanding() {
    int sum = 0;
    for (OfOwner of : owners.values()) {
      synchronized (of) {
        sum += of.written.size();
      }
    }
    return sum;
  }

  private boolean settled(
      Written written, @Nullable StoredPod stored, long seenVersion, Instant now) {
    if (written.shownBy(stored, seenVersion)) {
      return true;
    }
    if (now.isAfter(written.deadline())) {
      expired.run();
      return true;
    }
    return false;
  }

  private static Written deletedNow(Written before, Written deletion) {
    return new Written(deletion.view(), before.version(), deletion.deadline());
  }

  private Written written(PodView view, long version) {
    return new Written(view, version, clock.instant().plus(TIMEOUT));
  }

  private static @Nullable OfOwner emptied(OfOwner of) {
    synchronized (of) {
      return of.isEmpty() ? null : of;
    }
  }

  private void change(String ownerUid, Consumer<OfOwner> change) {
    owners.compute(
        ownerUid,
        (uid, present) -> {
          OfOwner of = present == null ? new OfOwner() : present;
          synchronized (of) {
            change.accept(of);
          }
          return of;
        });
  }
}
