package io.myworkloads.operator.runtime.pods;

import io.myworkloads.operator.core.pods.PodView;

/**
 * A Pod as of a version.
 *
 * @param version the resource version that the view shows
 */
public record StoredPod(PodView view, long version) {}
