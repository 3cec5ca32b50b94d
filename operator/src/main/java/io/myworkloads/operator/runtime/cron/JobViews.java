package io.myworkloads.operator.runtime.cron;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.api.v1.MyJobStatus;
import io.myworkloads.api.v1.MyWorkloads;
import io.myworkloads.operator.core.cron.JobView;
import io.myworkloads.operator.core.cron.JobView.End;
import io.myworkloads.operator.core.cron.JobView.Presence;
import io.myworkloads.operator.runtime.pods.PodViews;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads of a MyJob's manifest what its MyCronJob needs to know. */
public final class JobViews {
  private JobViews() {}

  /** The view of a MyJob as the API server sent it. */
  public static JobView of(MyJob job) {
    ObjectMeta meta = job.getMetadata();
    MyJobStatus status = job.getStatus();
    Optional<Condition> last =
        status == null
            ? Optional.empty()
            : status.getConditions().stream()
                .filter(c -> end(c) != End.NONE && "True".equals(c.getStatus()))
                .findFirst();
    return new JobView(
        meta.getUid(),
        meta.getNamespace(),
        meta.getName(),
        PodViews.controller(meta),
        Presence.THERE,
        meta.getDeletionTimestamp() != null,
        // before its end nobody needs to know, and its beginning is worth no look
        last.isPresent() && status != null ? time(status.getStartTime()) : null,
        last.map(JobViews::end).orElse(End.NONE),
        last.map(c -> endTime(status, c)).orElse(null),
        scheduled(meta),
        annotation(meta, MyWorkloads.TRIGGER_ANNOTATION));
  }

  private static End end(Condition condition) {
    return switch (condition.getType()) {
      case "Complete" -> End.COMPLETE;
      case "Failed" -> End.FAILED;
      default -> End.NONE;
    };
  }

  private static @Nullable Instant endTime(@Nullable MyJobStatus status, Condition last) {
    String completed = status == null ? null : status.getCompletionTime();
    return time(completed == null ? last.getLastTransitionTime() : completed);
  }

  /** A text that is no time comes from a user, and means nothing. */
  private static @Nullable Instant scheduled(ObjectMeta meta) {
    String text = annotation(meta, JobView.SCHEDULED);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String annotation(ObjectMeta meta, String name) {
    return meta.getAnnotations() == null ? null : meta.getAnnotations().get(name);
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
