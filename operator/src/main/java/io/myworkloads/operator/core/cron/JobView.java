package io.myworkloads.operator.core.cron;

import io.myworkloads.operator.core.pods.ControllerRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a MyCronJob needs to know of a MyJob.
 *
 * @param controller who manages it; null where nobody does
 * @param presence whether it is still there
 * @param deleting whether it has a deletion timestamp
 * @param startTime when it began; null before that
 * @param end how it ended
 * @param endTime when it ended; null before that
 * @param scheduled the scheduled time it was made for; null where it was made for none
 * @param token of the wish it was made for; null where it was made for none
 */
public record JobView(
    String uid,
    String namespace,
    String name,
    @Nullable ControllerRef controller,
    Presence presence,
    boolean deleting,
    @Nullable Instant startTime,
    End end,
    @Nullable Instant endTime,
    @Nullable Instant scheduled,
    @Nullable String token) {

  /**
   * In RFC 3339 and the schedule's time zone.
   *
   * <p>upstream: batchv1.CronJobScheduledTimestampAnnotation
   */
  public static final String SCHEDULED = "batch.kubernetes.io/cronjob-scheduled-timestamp";

  /** Whether a MyJob is still there. */
  public enum Presence {
    THERE,
    /** This process deleted it, so that its end is no news. */
    DROPPED,
    /** It was seen, and then a list did not show it: it is gone, or the list was an old one. */
    LOST,
    /** It was seen, and is gone by another's hand. */
    GONE
  }

  /** How a MyJob ended. */
  public enum End {
    NONE,
    COMPLETE,
    FAILED;

    /** The type of the condition that says so; empty for {@link #NONE}. */
    String condition() {
      return switch (this) {
        case NONE -> "";
        case COMPLETE -> "Complete";
        case FAILED -> "Failed";
      };
    }
  }

  /** Whether it has its last condition. */
  public boolean finished() {
    return end != End.NONE;
  }

  public boolean ownedBy(String ownerUid) {
    return controller != null && controller.uid().equals(ownerUid);
  }

  boolean there() {
    return presence == Presence.THERE;
  }

  /** The same MyJob as something else became of it. */
  public JobView as(Presence other) {
    return new JobView(
        uid,
        namespace,
        name,
        controller,
        other,
        deleting,
        startTime,
        end,
        endTime,
        scheduled,
        token);
  }
}
