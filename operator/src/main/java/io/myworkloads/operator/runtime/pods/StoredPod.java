package io.myworkloads.operator.runtime.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.operator.core.pods.PodView;

/**
 * A Pod as of a version.
 *
 * @param version the resource version that the view shows
 */
public record StoredPod(PodView view, long version) {

  static StoredPod of(Pod pod) {
    return new StoredPod(PodViews.of(pod), PodViews.version(pod.getMetadata()));
  }
}
