package io.myworkloads.operator.core.replicas;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.status.Condition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision rests on.
 *
 * @param generation of the spec
 * @param conditions those that the object has
 * @param pods of the owner's namespace: all that it controls and the orphans, own writes already in
 * @param neighbours further active Pods of related owners: they count where crowded nodes are
 *     relieved first
 * @param failure the last write that failed; null where none did since the last success
 */
public record ReplicasObservation(
    Owner owner,
    long generation,
    ReplicasSpec spec,
    List<Condition> conditions,
    Collection<PodView> pods,
    Collection<PodView> neighbours,
    @Nullable Failure failure,
    Instant now) {}
