package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.UnaryOperator;

/**
 * A Pod to be made for a place of its own, as a node or an index.
 *
 * @param place of one place there is at most one Pod to be made at a time
 * @param namePrefix what its name begins with
 * @param shape adds to the template's Pod what the place asks for; may change it, but not what the
 *     template shares with other Pods, as the spec
 */
public record PodOrder(String place, String namePrefix, UnaryOperator<Pod> shape) {}
