package io.myworkloads.operator.sim.cron;

import io.myworkloads.api.v1.MyCronJob;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyWorkloads;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.runtime.cron.JobStore;
import io.myworkloads.operator.runtime.cron.JobViews;
import io.myworkloads.operator.sim.Faults.Request;
import io.myworkloads.operator.sim.Faults.Verb;
import io.myworkloads.operator.sim.InMemoryObjects.Change;
import io.myworkloads.operator.sim.InMemoryObjects.Event;
import io.myworkloads.operator.sim.Requests.Answered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server's own log: which MyJobs there ever were, who made them, and what became of them. */
final class CronLog {

  /**
   * A MyJob that an operator made.
   *
   * @param time that it was made for; null for a wish
   * @param token of the wish; null for a scheduled run
   * @param maker the memory of the process that made it
   * @param request the number of the request by which it did
   */
  record Made(
      String uid,
      String name,
      String ownerUid,
      @Nullable Instant time,
      @Nullable String token,
      JobStore maker,
      int request) {

    boolean of(MyCronJob report) {
      return ownerUid.equals(report.getMetadata().getUid());
    }

    boolean sameRun(Made other) {
      return ownerUid.equals(other.ownerUid)
          && (time == null ? name.equals(other.name) : time.equals(other.time));
    }
  }

  private final CronCluster cluster;
  private final Map<String, Made> made = new HashMap<>();
  private final Map<String, JobView> last = new HashMap<>();
  private final Set<String> goneByOthers = new HashSet<>();
  private final Set<String> noted = new HashSet<>();
  private final Set<String> othersNames = new HashSet<>();
  private final List<Consumer<Made>> onMade = new ArrayList<>();

  /** Begins with what happens from now on. */
  CronLog(CronCluster cluster) {
    this.cluster = cluster;
    cluster.jobs().objects().watch(cluster.jobs().objects().version(), this::changed);
  }

  /** Is told of each MyJob that an operator has just made. */
  void onMade(Consumer<Made> told) {
    onMade.add(told);
  }

  private void changed(Event<MyJob> event) {
    JobView job = JobViews.of(event.object());
    @Nullable Request request = cluster.requests().current();
    boolean isNew = !last.containsKey(job.uid());
    last.put(job.uid(), event.change() == Change.PUT ? job : job.as(JobView.Presence.GONE));
    if (request == null) {
      if (event.change() == Change.DELETED) {
        goneByOthers.add(job.uid());
      } else if (isNew) {
        othersNames.add(job.name());
      }
    } else if (request.verb() == Verb.CREATE && isNew) {
      made(event.object());
    }
    if (job.controller() == null) {
      othersNames.add(job.name()); // it may have been somebody's before
    }
  }

  private void made(MyJob object) {
    JobView job = JobViews.of(object);
    ControllerRef owner = Objects.requireNonNull(job.controller());
    var entry =
        new Made(
            job.uid(),
            job.name(),
            owner.uid(),
            job.scheduled(),
            object.getMetadata().getAnnotations().get(MyWorkloads.TRIGGER_ANNOTATION),
            cluster.operator().cron().store(),
            cluster.requests().answered().size());
    onMade.forEach(told -> told.accept(entry));
    made.put(job.uid(), entry);
  }

  /** The status tells of a MyJob. */
  void noted(Made job) {
    noted.add(job.uid());
  }

  boolean isNoted(Made job) {
    return noted.contains(job.uid());
  }

  /** Those of an object, whatever became of them. */
  Stream<Made> of(MyCronJob report) {
    return made.values().stream().filter(job -> job.of(report));
  }

  /** Whether an operator made this one. */
  boolean isOurs(String uid) {
    return made.containsKey(uid);
  }

  /** The MyJob as it is, or was before it went. */
  JobView view(String uid) {
    return Objects.requireNonNull(last.get(uid));
  }

  boolean there(String uid) {
    return view(uid).presence() == JobView.Presence.THERE;
  }

  /** Whether a name was ever one of a MyJob that no operator made, or that was orphaned. */
  boolean wasAnothers(String name) {
    return othersNames.contains(name);
  }

  /**
   * Whether a process cannot know of a MyJob: somebody deleted it before a status told of it, and
   * this process neither heard that it was made nor saw it.
   */
  boolean cannotBeKnown(Made job) {
    JobStore now = cluster.operator().cron().store();
    return goneByOthers.contains(job.uid())
        && !noted.contains(job.uid())
        && !cluster.informed().of(now, job.uid())
        && !(job.maker() == now && heard(job));
  }

  private boolean heard(Made job) {
    if (job.request() >= cluster.requests().answered().size()) {
      return false;
    }
    Answered answered = cluster.requests().answered().get(job.request());
    return answered.heard() && answered.answer().equals("done");
  }
}
