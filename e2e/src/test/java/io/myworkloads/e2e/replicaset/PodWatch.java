package io.myworkloads.e2e.replicaset;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees every change of a namespace's Pods, in the order in which they came about: what a look now
 * and then would miss.
 */
public final class PodWatch implements Watcher<Pod>, AutoCloseable {
  private final String ownerUid;
  private final Watch watch;
  private final Set<String> active = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> ready = new HashSet<>();
  private int most;
  private int leastReady = Integer.MAX_VALUE;
  private @Nullable WatcherException broken;

  /** Watches the Pods that the owner controls. */
  @SuppressWarnings("this-escape") // events may come before the field is set, and do not need it
  public PodWatch(Kubectl kubectl, String ownerUid) {
    this.ownerUid = ownerUid;
    this.watch = kubectl.client().pods().inNamespace(kubectl.namespace()).watch(this);
  }

  @Override
  public synchronized void eventReceived(Action action, @Nullable Pod pod) {
    if (pod == null) {
      return; // a bookmark
    }
    String uid = pod.getMetadata().getUid();
    boolean controlled = Pods.isControlledBy(pod, ownerUid);
    if (controlled) {
      seen.add(uid);
    }
    if (controlled && action != Action.DELETED && Pods.isActive(pod)) {
      active.add(uid);
    } else {
      active.remove(uid);
    }
    most = Math.max(most, active.size());
    if (active.contains(uid) && Pods.isReady(pod)) {
      ready.add(uid);
    } else if (ready.remove(uid)) {
      leastReady = Math.min(leastReady, ready.size());
    }
  }

  @Override
  public synchronized void onClose(@Nullable WatcherException cause) {
    broken = cause;
  }

  /** How many of the owner's Pods are active. */
  public synchronized int active() {
    return count(active.size());
  }

  /** How many of the owner's Pods were active at the same time, at most. */
  public synchronized int most() {
    return count(most);
  }

  /** How many of the owner's Pods are active and ready. */
  public synchronized int ready() {
    return count(ready.size());
  }

  /** How many of them were left when one ceased to be so, at least; as many as are, if none did. */
  public synchronized int leastReady() {
    return count(Math.min(leastReady, ready.size()));
  }

  /** All Pods that the owner ever controlled. */
  public synchronized Set<String> seen() {
    count(0);
    return Set.copyOf(seen);
  }

  private int count(int result) {
    if (broken != null) {
      throw new IllegalStateException("the watch broke off, and may have missed Pods", broken);
    }
    return result;
  }

  @Override
  public void close() {
    watch.close();
  }
}
