package io.myworkloads.operator.runtime.events;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Where users are told about objects. */
@FunctionalInterface
public interface Events {

  /** Where users are told about this object. */
  OwnerEvents about(HasMetadata object);
}
