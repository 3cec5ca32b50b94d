package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.pods.PodViewBuilder.NOW;
import static io.myworkloads.operator.core.pods.PodViewBuilder.time;

import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pods of a MyJob for tests: tracked, controlled and selected by {@link JobBuilder#ME}, on a node,
 * ready if they run; those that ended did so a minute before {@link PodViewBuilder#NOW}. The UID of
 * one is its name.
 */
final class PodOfJob {
  private final PodViewBuilder pod;
  private boolean tracked = true;
  private int index = PodRun.NO_INDEX;
  private int failures;
  private int ignored;
  private @Nullable Instant finished;
  private int restarts;
  private final List<PodRun.Exit> exits = new ArrayList<>();
  private final Map<String, String> conditions = new HashMap<>();

  private PodOfJob(String name, PodPhase phase) {
    pod =
        PodViewBuilder.pod(name)
            .uid(name)
            .labels(JobBuilder.LABELS)
            .controller(new ControllerRef("myworkloads.io/v1", "MyJob", "job", JobBuilder.ME))
            .phase(phase);
    if (phase.terminal()) {
      ended("60s");
    }
  }

  static PodOfJob running(String name) {
    return new PodOfJob(name, PodPhase.RUNNING);
  }

  static PodOfJob pending(String name) {
    return new PodOfJob(name, PodPhase.PENDING);
  }

  static PodOfJob succeeded(String name) {
    return new PodOfJob(name, PodPhase.SUCCEEDED);
  }

  static PodOfJob failed(String name) {
    return new PodOfJob(name, PodPhase.FAILED);
  }

  /** With changes of what is no part of the run. */
  PodOfJob with(Consumer<PodViewBuilder> change) {
    change.accept(pod);
    return this;
  }

  PodOfJob index(int value) {
    index = value;
    return this;
  }

  /** How many of its index failed before: those that count, and those that do not. */
  PodOfJob after(int counted, int notCounted) {
    failures = counted;
    ignored = notCounted;
    return this;
  }

  PodOfJob ended(String ago) {
    finished = NOW.minus(time(ago));
    return this;
  }

  PodOfJob deleting() {
    pod.deleting();
    return this;
  }

  /** Its end is accounted for. */
  PodOfJob untracked() {
    tracked = false;
    return this;
  }

  PodOfJob restarts(int value) {
    restarts = value;
    return this;
  }

  PodOfJob exit(String container, int code) {
    return exit(container, code, "Error", "");
  }

  PodOfJob exit(String container, int code, String reason, String message) {
    exits.add(new PodRun.Exit(container, code, reason, message));
    return this;
  }

  PodOfJob condition(String type, String status) {
    conditions.put(type, status);
    return this;
  }

  PodView build() {
    return pod.run(
            new PodRun(tracked, index, failures, ignored, finished, restarts, exits, conditions))
        .build();
  }
}
