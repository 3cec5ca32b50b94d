package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.status.Condition;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Steps as text, so that a case reads as a sentence. */
final class Steps {
  private Steps() {}

  /** Such as {@code note [a][], untrack a, create 2}; a drop is a deletion that counts nothing. */
  static String text(JobPlan plan) {
    return plan.steps().stream().map(Steps::text).collect(Collectors.joining(", "));
  }

  private static String text(JobStep step) {
    return switch (step) {
      case JobStep.Adopt adopt -> "adopt " + names(adopt.pods());
      case JobStep.Release release -> "release " + names(release.pods());
      case JobStep.WriteStatus write -> text(write.status());
      case JobStep.Untrack untrack -> "untrack " + names(untrack.pods());
      case JobStep.Create create -> "create " + pods(create.pods());
      case JobStep.Delete delete ->
          (delete.untrackFirst() ? "drop " : "delete ") + names(delete.pods());
      case JobStep.Tell tell -> "tell " + tell.reason();
      case JobStep.DeleteOwner owner -> "delete the owner";
    };
  }

  /** The counters, what is noted, and the conditions that hold. */
  static String text(JobStatus status) {
    String indexes =
        status.completedIndexes() == null
            ? status.succeeded() + ""
            : "{" + status.completedIndexes() + "}";
    String failedIndexes =
        status.failedIndexes() == null ? "" : " failed {" + status.failedIndexes() + "}";
    return "status %s/%s%s [%s][%s]%s"
        .formatted(
            indexes,
            status.failed(),
            failedIndexes,
            names(status.uncounted().succeeded()),
            names(status.uncounted().failed()),
            status.conditions().stream()
                .filter(c -> c.status().equals("True"))
                .map(Condition::type)
                .map(type -> " " + type)
                .collect(Collectors.joining()));
  }

  private static String pods(List<NewPod> pods) {
    return pods.getFirst().index() == PodRun.NO_INDEX
        ? pods.size() + ""
        : pods.stream()
            .map(
                pod ->
                    "#"
                        + pod.index()
                        + (pod.failures() == null || pod.failures().equals(IndexFailures.Count.NONE)
                            ? ""
                            : "(%d+%d)"
                                .formatted(pod.failures().counted(), pod.failures().ignored())))
            .collect(Collectors.joining(" "));
  }

  private static String names(List<PodView> pods) {
    return names(pods.stream().map(PodView::name).toList());
  }

  private static String names(Collection<String> names) {
    return String.join(" ", names);
  }
}
