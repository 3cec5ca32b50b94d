package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodRun;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Pod to be made, in what differs from the template.
 *
 * <p>upstream: pkg/controller/job/indexed_job_utils.go addCompletionIndexAnnotation,
 * addCompletionIndexLabel, addIndexFailureCountAnnotation, podGenerateNameWithIndex;
 * pkg/registry/batch/job/strategy.go generateSelector
 *
 * @param index its completion index; {@link PodRun#NO_INDEX} where there are none
 * @param failures how many Pods of the index failed before it, those that count and those that do
 *     not; null where indexes do not fail one by one
 */
public record NewPod(int index, IndexFailures.@Nullable Count failures) {
  public static final String CONTROLLER_UID = "batch.kubernetes.io/controller-uid";
  public static final String LEGACY_CONTROLLER_UID = "controller-uid";
  public static final String JOB_NAME = "batch.kubernetes.io/job-name";
  public static final String LEGACY_JOB_NAME = "job-name";

  /** The variable of all containers that tells them their index, unless they set it themselves. */
  public static final String INDEX_VARIABLE = "JOB_COMPLETION_INDEX";

  /** What that variable is taken from. */
  public static final String INDEX_FIELD = "metadata.labels['" + PodRun.INDEX + "']";

  /** upstream: apiserver, pkg/storage/names MaxGeneratedNameLength. */
  private static final int LONGEST_PREFIX = 58;

  /** As the template has it. */
  public static final NewPod PLAIN = new NewPod(PodRun.NO_INDEX, null);

  public boolean indexed() {
    return index != PodRun.NO_INDEX;
  }

  /** The template's labels, and those that find the Pod. */
  public Map<String, String> labels(
      Map<String, String> template, boolean ownSelector, String jobName, String jobUid) {
    Map<String, String> labels = new HashMap<>(template);
    if (!ownSelector) {
      labels.putIfAbsent(CONTROLLER_UID, jobUid);
      labels.putIfAbsent(LEGACY_CONTROLLER_UID, jobUid);
      labels.putIfAbsent(JOB_NAME, jobName);
      labels.putIfAbsent(LEGACY_JOB_NAME, jobName);
    }
    if (indexed()) {
      labels.put(PodRun.INDEX, Integer.toString(index));
    }
    return labels;
  }

  /** The template's annotations, and those by which the Pod's failure is accounted for. */
  public Map<String, String> annotations(Map<String, String> template) {
    Map<String, String> annotations = new HashMap<>(template);
    if (indexed()) {
      annotations.put(PodRun.INDEX, Integer.toString(index));
    }
    if (failures != null) {
      annotations.put(PodRun.INDEX_FAILURES, Integer.toString(failures.counted()));
      if (failures.ignored() > 0) {
        annotations.put(PodRun.IGNORED_INDEX_FAILURES, Integer.toString(failures.ignored()));
      }
    }
    return annotations;
  }

  /** The host name, by which Pods of an indexed job find one another; else the template's. */
  public @Nullable String hostname(String jobName, @Nullable String template) {
    return indexed() ? jobName + "-" + index : template;
  }

  /** What its name begins with. */
  public String namePrefix(String jobName) {
    if (!indexed()) {
      return jobName + "-";
    }
    String suffix = "-" + index + "-";
    int room = LONGEST_PREFIX - suffix.length();
    return (jobName.length() > room ? jobName.substring(0, room) : jobName) + suffix;
  }
}
