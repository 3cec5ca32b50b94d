package io.myworkloads.operator.core.replicas;

import io.myworkloads.operator.core.status.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the Pods.
 *
 * @param replicas active Pods
 * @param fullyLabeled those of them with all labels of the template
 * @param ready those of them that are ready
 * @param available those of them that have been ready for long enough
 * @param terminating Pods on their way out, counted in none of the others
 * @param replacements Pods replaced after restarts; null where there is nothing to say
 * @param observedGeneration the generation of the spec that this answers
 */
public record ReplicasStatus(
    int replicas,
    int fullyLabeled,
    int ready,
    int available,
    int terminating,
    @Nullable RestartReplacements replacements,
    long observedGeneration,
    List<Condition> conditions) {}
