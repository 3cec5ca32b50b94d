package io.myworkloads.operator.core.replicas;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.status.Condition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision rests on.
 *
 * @param generation of the spec
 * @param conditions those that the object has
 * @param pods of the owner's namespace: all that it controls and the orphans, own writes already in
 * @param neighbours the Pods of related owners, which count where crowded nodes are relieved first;
 *     asked for only where Pods have to be chosen, because most looks need not know
 * @param failure the last write that failed; null where none did since the last success
 */
public record ReplicasObservation(
    Owner owner,
    long generation,
    ReplicasSpec spec,
    List<Condition> conditions,
    Collection<PodView> pods,
    Supplier<Collection<PodView>> neighbours,
    @Nullable Failure failure,
    Instant now) {}
