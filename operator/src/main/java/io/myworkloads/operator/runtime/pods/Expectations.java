package io.myworkloads.operator.runtime.pods;

import io.myworkloads.operator.core.pods.PodView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * in five minutes is dropped, but for what cannot have changed since: a finalizer that was taken
 * off, and a Pod that was gone.
 *
 * <p>Kept in memory because the informer lags behind the writes; owned by {@link PodControl}, which
 * writes, and forgotten with the owner. After a restart the first list shows all.
 */
public final class Expectations {
  /** Upstream's ExpectationsTimeout. */
  public static final Duration TIMEOUT = Duration.ofMinutes(5);

  /**
   * A Pod as a write left it.
   *
   * @param version the newest that is known of the Pod
   */
  private record Written(PodView view, long version, Instant deadline) {

    /**
     * Whether the store shows the write. A Pod that it does not have at all has either not come
     * yet, or come and gone: the version says which.
     */
    boolean shownBy(@Nullable StoredPod stored, long seenVersion) {
      return seenVersion >= version || (stored != null && stored.version() >= version);
    }

    /**
     * Whether the store shows a finalizer that was taken off. It is never put back, so it is the
     * store that is behind, however late: to believe it would be to count the Pod once more.
     */
    boolean untracks(@Nullable StoredPod stored) {
      return !view.tracked() && stored != null && stored.view().tracked();
    }
  }

  /** How far a deletion has come. */
  private enum Stage {
    /** Nobody knows whether the server heard of it. */
    UNKNOWN,
    ACCEPTED,
    /** The server does not have the Pod any more, and never will again. */
    GONE
  }

  /**
   * A deletion that was asked for.
   *
   * @param pod as it was then
   */
  private record Deletion(PodView pod, Stage stage, Instant deadline) {

    /**
     * Whether there is nothing more to wait for.
     *
     * @param seen the Pod as it is but for this deletion; null where it is gone
     */
    boolean settledBy(@Nullable PodView seen, String ownerUid) {
      // one that was released meanwhile is no longer the owner's to delete
      return switch (stage) {
        case GONE -> seen == null;
        case ACCEPTED -> seen == null || seen.deleting();
        case UNKNOWN -> seen == null || seen.deleting() || !seen.ownedBy(ownerUid);
      };
    }

    void layOver(Map<String, PodView> pods) {
      if (stage == Stage.GONE) {
        pods.remove(pod.uid());
      } else {
        pods.computeIfPresent(pod.uid(), (uid, seen) -> seen.asDeleting());
      }
    }
  }

  private static final class OfOwner {
    final Map<String, Written> written = new HashMap<>();
    final Map<String, Deletion> deletions = new HashMap<>();
    final Map<String, String> places = new LinkedHashMap<>();

    boolean isEmpty() {
      return written.isEmpty() && places.isEmpty() && deletions.isEmpty();
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
    change(
        ownerUid,
        of -> {
          of.places.remove(pod.view().name());
          of.written.put(pod.view().uid(), new Written(pod.view(), pod.version(), deadline()));
        });
  }

  /** A Pod's deletion was accepted, or there was nothing left to delete. */
  void deleted(String ownerUid, PodView pod) {
    change(
        ownerUid, of -> of.deletions.put(pod.uid(), new Deletion(pod, Stage.ACCEPTED, deadline())));
  }

  /** The server does not have the Pod any more. */
  void gone(String ownerUid, PodView pod) {
    change(ownerUid, of -> of.deletions.put(pod.uid(), new Deletion(pod, Stage.GONE, deadline())));
  }

  /**
   * A deletion whose outcome is not known. It was decided, and the server may have heard of it, so
   * it is this Pod whose deletion is to be asked for again, and no other's in its place.
   */
  void deletionUnknown(String ownerUid, PodView pod) {
    change(
        ownerUid,
        of -> of.deletions.putIfAbsent(pod.uid(), new Deletion(pod, Stage.UNKNOWN, deadline())));
  }

  /** The Pods whose deletion is to be asked for again. */
  List<PodView> unknownDeletions(String ownerUid) {
    OfOwner of = owners.get(ownerUid);
    if (of == null) {
      return List.of();
    }
    synchronized (of) {
      return of.deletions.values().stream()
          .filter(deletion -> deletion.stage() == Stage.UNKNOWN)
          .map(Deletion::pod)
          .toList();
    }
  }

  /**
   * A name under which a Pod is about to be created. Unless the server says that it was, the next
   * Pod of the owner is created under it, so that a second one is refused where the first was made
   * all the same; a name that was refused for another reason comes back too, which keeps the
   * server's words, and with them condition and event, the same from one try to the next.
   *
   * @param place what the Pod is made for, as a node; a Pod of another place gets another name
   */
  void keepName(String ownerUid, String place, String podName) {
    change(ownerUid, of -> of.places.put(podName, place));
  }

  /** A Pod of this name is somebody else's. */
  void dropName(String ownerUid, String podName) {
    change(ownerUid, of -> of.places.remove(podName));
  }

  /** Up to {@code count} of the names that are kept for a place. */
  List<String> keptNames(String ownerUid, String place, int count) {
    OfOwner of = owners.get(ownerUid);
    if (of == null) {
      return List.of();
    }
    synchronized (of) {
      return of.places.entrySet().stream()
          .filter(kept -> kept.getValue().equals(place))
          .map(Map.Entry::getKey)
          .limit(count)
          .toList();
    }
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
      stored.forEach(pod -> forgetName(of, ownerUid, pod.view()));
      of.written
          .entrySet()
          .removeIf(
              entry ->
                  entry.getValue().shownBy(storedByUid.get(entry.getKey()), seenVersion)
                      || (!entry.getValue().untracks(storedByUid.get(entry.getKey()))
                          && expired(now, entry.getValue().deadline())));
      of.written.forEach((uid, written) -> result.put(uid, written.view()));
      of.deletions
          .entrySet()
          .removeIf(
              entry ->
                  entry.getValue().settledBy(result.get(entry.getKey()), ownerUid)
                      || (entry.getValue().stage() != Stage.GONE
                          && expired(now, entry.getValue().deadline())));
      of.deletions.values().forEach(deletion -> deletion.layOver(result));
    }
    owners.computeIfPresent(ownerUid, (uid, present) -> emptied(present));
    return result.values();
  }

  /**
   * The Pods that an owner controls once own writes are counted in, for who is not at work on that
   * owner: nothing is dropped, because who is may have asked an older store, and would then see a
   * write neither there nor here.
   *
   * @param seenVersion the store's, read before {@code stored}
   */
  Collection<PodView> ownedBy(String ownerUid, long seenVersion, Collection<StoredPod> stored) {
    Map<String, PodView> result = HashMap.newHashMap(stored.size());
    stored.forEach(pod -> result.put(pod.view().uid(), pod.view()));
    OfOwner of = owners.get(ownerUid);
    if (of == null) {
      return result.values();
    }
    Map<String, StoredPod> storedByUid = HashMap.newHashMap(stored.size());
    stored.forEach(pod -> storedByUid.put(pod.view().uid(), pod));
    synchronized (of) {
      of.written.forEach(
          (uid, written) -> {
            if (!written.shownBy(storedByUid.get(uid), seenVersion)) {
              result.put(uid, written.view());
            }
          });
      of.deletions.values().forEach(deletion -> deletion.layOver(result));
    }
    result.values().removeIf(pod -> !pod.ownedBy(ownerUid));
    return result.values();
  }

  /** The Pod of a name that was kept is there, so the name is good for no other. */
  private static void forgetName(OfOwner of, String ownerUid, PodView pod) {
    if (!of.places.isEmpty() && pod.ownedBy(ownerUid)) {
      of.places.remove(pod.name());
    }
  }

  /** The owner is gone. */
  public void forget(String ownerUid) {
    owners.remove(ownerUid);
  }

  /** Whether the store does not show yet all that was written for the owner. */
  boolean outstanding(String ownerUid) {
    OfOwner of = owners.get(ownerUid);
    if (of == null) {
      return false;
    }
    synchronized (of) {
      return !of.written.isEmpty() || !of.deletions.isEmpty();
    }
  }

  /** How many writes the store does not show yet. */
  public int outstanding() {
    int sum = 0;
    for (OfOwner of : owners.values()) {
      synchronized (of) {
        sum += of.written.size() + of.deletions.size();
      }
    }
    return sum;
  }

  private boolean expired(Instant now, Instant deadline) {
    if (now.isAfter(deadline)) {
      expired.run();
      return true;
    }
    return false;
  }

  private Instant deadline() {
    return clock.instant().plus(TIMEOUT);
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
