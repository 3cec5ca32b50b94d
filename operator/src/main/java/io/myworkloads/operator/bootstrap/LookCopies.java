package io.myworkloads.operator.bootstrap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.config.Cloner;

/**
 * Copies an object of the cache for a look, which may change its metadata and put another status in
 * its place. The spec, and the status as it is, are the cache's own: no look changes anything in
 * them, and to write and read them as JSON, as the framework does by default, was a fortieth of the
 * operator's CPU time.
 */
final class LookCopies implements Cloner {
  @Override
  @SuppressWarnings("unchecked") // a copy is of the original's class
  public <R extends HasMetadata> R clone(R object) {
    if (!(object instanceof CustomResource<?, ?> original)) {
      throw new IllegalArgumentException("no kind of ours: " + object.getClass().getName());
    }
    return (R) copy(original);
  }

  private static <S, T> CustomResource<S, T> copy(CustomResource<S, T> original) {
    CustomResource<S, T> copy = newOfItsClass(original);
    copy.setMetadata(new ObjectMetaBuilder(original.getMetadata()).build());
    copy.setSpec(original.getSpec());
    copy.setStatus(original.getStatus());
    return copy;
  }

  @SuppressWarnings("unchecked") // getClass() is of the object's own type
  private static <S, T> CustomResource<S, T> newOfItsClass(CustomResource<S, T> original) {
    try {
      return (CustomResource<S, T>) original.getClass().getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(original.getClass() + " has no public constructor", e);
    }
  }
}
