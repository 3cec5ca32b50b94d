package io.myworkloads.operator.runtime.watch;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/**
 * What is kept of all objects of one resource.
 *
 * @param <T> the resource
 */
public interface WatchedStore<T> extends ResourceEventHandler<T> {

  /** Whether all objects have been read once; before that nothing may be decided. */
  boolean synced();
}
