package io.myworkloads.operator.runtime.cron;

import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.cron.ActiveJob;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.JobView.End;
import io.myworkloads.operator.core.cron.JobView.Presence;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.runtime.watch.OwnedStore;
import io.myworkloads.operator.runtime.watch.Stored;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all MyJobs that have an owner, own writes laid over what the informer shows.
 *
 * <p>What is gone is remembered until its owner has accounted for it: a MyJob that came and went
 * between two looks was a run all the same, and must not be made again.
 *
 * <p>Fed by one thread at a time, asked by many, and by one at a time for each owner.
 */
public final class JobStore extends OwnedStore<MyJob, JobView> {
  /** By UID of the owner, then of the MyJob; dropped with the owner. */
  private final Map<String, Map<String, Stored<JobView>>> noted = new ConcurrentHashMap<>();

  private final List<JobListener> listeners = new CopyOnWriteArrayList<>();

  public void addListener(JobListener listener) {
    listeners.add(listener);
  }

  public void removeListener(JobListener listener) {
    listeners.remove(listener);
  }

  /** All MyJobs that the owner controls, and those that are gone and not accounted for. */
  public Collection<JobView> of(String ownerUid) {
    long seen = seenVersion(); // before the MyJobs: they are then at least as new
    Map<String, JobView> result = new HashMap<>();
    on(ownerUid).forEach((uid, stored) -> result.put(uid, stored.view()));
    // one of the moment may be changed as well, and to nobody's knowledge
    Map<String, Stored<JobView>> own = noted.getOrDefault(ownerUid, new HashMap<>());
    own.values().removeIf(note -> shown(note, seen) && result.containsKey(note.view().uid()));
    own.replaceAll(
        (uid, note) ->
            shown(note, seen) ? new Stored<>(note.view().as(Presence.GONE), note.version()) : note);
    own.forEach((uid, note) -> result.put(uid, note.view()));
    return result.values();
  }

  /** All that is gone is accounted for. */
  public void accounted(String ownerUid) {
    noted.computeIfPresent(
        ownerUid,
        (key, own) -> {
          own.values()
              .removeIf(
                  note ->
                      note.view().presence() != Presence.THERE && known(note.view().uid()) == null);
          return own.isEmpty() ? null : own;
        });
  }

  /** The owner is gone. */
  public void forget(String ownerUid) {
    noted.remove(ownerUid);
  }

  /** Notes a MyJob of the owner as the server answered. */
  void found(String ownerUid, JobView job, long version) {
    note(ownerUid, job, version);
  }

  /** Notes that this process deleted a MyJob. */
  void dropped(String ownerUid, ActiveJob job) {
    note(ownerUid, view(job).as(Presence.DROPPED), Long.MAX_VALUE);
  }

  /** Notes that the server knows nothing of a MyJob. */
  void missing(String ownerUid, ActiveJob job) {
    note(ownerUid, view(job).as(Presence.GONE), Long.MAX_VALUE);
  }

  /** Notes that a MyJob went, unless this process knows of that already. */
  void went(String ownerUid, JobView job) {
    noted
        .computeIfAbsent(ownerUid, key -> new ConcurrentHashMap<>())
        .merge(
            job.uid(),
            new Stored<>(job.as(Presence.GONE), Long.MAX_VALUE),
            (before, gone) -> before.view().presence() == Presence.THERE ? gone : before);
  }

  /** Whether the informer's word counts more than what was written. */
  private static boolean shown(Stored<JobView> note, long seen) {
    return note.view().presence() == Presence.THERE && note.version() <= seen;
  }

  private JobView view(ActiveJob job) {
    Stored<JobView> stored = known(job.uid());
    return stored == null
        ? new JobView(
            job.uid(),
            job.namespace(),
            job.name(),
            null,
            Presence.GONE,
            false,
            null,
            End.NONE,
            null,
            null)
        : stored.view();
  }

  private void note(String ownerUid, JobView job, long version) {
    noted
        .computeIfAbsent(ownerUid, key -> new ConcurrentHashMap<>())
        .put(job.uid(), new Stored<>(job, version));
  }

  @Override
  protected JobView view(MyJob job) {
    return JobViews.of(job);
  }

  @Override
  protected String shelf(JobView job) {
    return job.controller() == null ? "" : job.controller().uid();
  }

  @Override
  protected void changed(
      String uid, @Nullable Stored<JobView> before, @Nullable Stored<JobView> after) {
    if (after != null && isOwnWrite(after)) {
      return;
    }
    JobView viewBefore = before == null ? null : before.view();
    JobView viewAfter = after == null ? null : after.view();
    listeners.forEach(listener -> listener.jobChanged(viewBefore, viewAfter));
  }

  private boolean isOwnWrite(Stored<JobView> after) {
    ControllerRef controller = after.view().controller();
    if (controller == null) {
      return false;
    }
    Stored<JobView> note = noted.getOrDefault(controller.uid(), Map.of()).get(after.view().uid());
    return note != null && note.version() == after.version();
  }
}
