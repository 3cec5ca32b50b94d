package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.operator.runtime.OwnerApi;
import io.myworkloads.operator.sim.Faults.Verb;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the API server that own others, with generations, status as a subresource, and
 * deletion that waits for finalizers.
 *
 * <p>Operators ask it through {@link OwnerApi}, and their requests may fail. Users change objects
 * by the methods after that; those succeed.
 */
public final class InMemoryOwners implements OwnerApi {
  private final Clock clock;
  private final Requests requests;
  private final ResourceVersions versions;
  private final Map<Class<?>, InMemoryObjects<?>> byType = new LinkedHashMap<>();
  private final Map<Class<?>, Supplier<?>> constructors = new LinkedHashMap<>();
  private long uids;

  InMemoryOwners(Clock clock, ResourceVersions versions, Requests requests) {
    this.clock = clock;
    this.versions = versions;
    this.requests = requests;
  }

  /** There are objects of this kind. */
  public <R extends CustomResource<?, ?>> void install(Class<R> type, Supplier<R> constructor) {
    byType.put(type, new InMemoryObjects<R>(versions));
    constructors.put(type, constructor);
  }

  // what operators ask

  @Override
  public <R extends HasMetadata> Optional<R> get(Class<R> type, String namespace, String name) {
    return requests.answer(Verb.GET, name, () -> objects(type).get(namespace, name));
  }

  @Override
  public <S, R extends CustomResource<?, S>> long patchStatus(R object, S status) {
    String name = object.getMetadata().getName();
    return requests.answer(
        Verb.STATUS,
        name,
        () -> {
          InMemoryObjects<R> objects = objects(typeOf(object));
          R current =
              objects
                  .get(object.getMetadata().getNamespace(), name)
                  .orElseThrow(
                      () -> Fault.answer(404, "NotFound", "\"%s\" not found".formatted(name)));
          if (!version(current).equals(version(object))) {
            throw Fault.answer(
                409,
                "Conflict",
                "Operation cannot be fulfilled on \"%s\": the object has been modified"
                    .formatted(name));
          }
          if (status.equals(current.getStatus())) {
            return Long.parseLong(version(current));
          }
          R after = copyOf(current);
          after.setStatus(status);
          return Long.parseLong(version(objects.put(after)));
        });
  }

  /** The object stays until the garbage collector has seen to what it owns. */
  @Override
  public <R extends HasMetadata> void delete(R object) {
    String name = object.getMetadata().getName();
    requests.answer(
        Verb.DELETE,
        name,
        () -> {
          R current =
              objects(typeOf(object))
                  .get(object.getMetadata().getNamespace(), name)
                  .orElseThrow(
                      () -> Fault.answer(404, "NotFound", "\"%s\" not found".formatted(name)));
          if (!version(current).equals(version(object))) {
            throw Fault.answer(
                409, "Conflict", "Precondition failed: ResourceVersion of \"%s\"".formatted(name));
          }
          return delete((CustomResource<?, ?>) current, GarbageCollector.FOREGROUND);
        });
  }

  // what users and the garbage collector do

  /** A new object of this name. */
  public <S, R extends CustomResource<S, ?>> R create(
      Class<R> type, String namespace, String name, S spec) {
    R object = constructed(type);
    var meta = new ObjectMeta();
    meta.setNamespace(namespace);
    meta.setName(name);
    object.setMetadata(meta);
    object.setSpec(spec);
    return add(object);
  }

  /** A new object as its maker wishes it to be. */
  public <R extends CustomResource<?, ?>> R add(R object) {
    R added = copyOf(object);
    ObjectMeta meta = added.getMetadata();
    meta.setUid(meta.getName() + "-" + ++uids);
    meta.setGeneration(1L);
    meta.setCreationTimestamp(now());
    return objects(typeOf(added)).put(added);
  }

  /** Another spec for an object that is there. */
  public <S, R extends CustomResource<S, ?>> R replace(R object, S spec) {
    return edit(
        object,
        copy -> {
          copy.setSpec(spec);
          copy.getMetadata().setGeneration(copy.getMetadata().getGeneration() + 1);
        });
  }

  /** Another status for an object that is there, as its own controller writes it. */
  public <S, R extends CustomResource<?, S>> R tell(R object, S status) {
    return edit(object, copy -> copy.setStatus(status));
  }

  public <R extends CustomResource<?, ?>> R annotate(R object, Map<String, String> annotations) {
    return edit(object, copy -> copy.getMetadata().setAnnotations(annotations));
  }

  /** An owner is taken off the object, as for {@code --cascade=orphan}. */
  public <R extends CustomResource<?, ?>> R orphan(R object, String ownerUid) {
    return edit(
        object,
        copy -> {
          List<OwnerReference> references =
              new ArrayList<>(copy.getMetadata().getOwnerReferences());
          references.removeIf(reference -> reference.getUid().equals(ownerUid));
          copy.getMetadata().setOwnerReferences(references);
        });
  }

  /** An object is asked to go; it does once this finalizer is off. */
  public <R extends CustomResource<?, ?>> R delete(R object, String finalizer) {
    return edit(
        object,
        copy -> {
          copy.getMetadata().setFinalizers(List.of(finalizer));
          copy.getMetadata().setDeletionTimestamp(now());
          copy.getMetadata().setGeneration(copy.getMetadata().getGeneration() + 1);
        });
  }

  /** An object is gone. */
  public <R extends CustomResource<?, ?>> void remove(R object) {
    objects(typeOf(object)).remove(copyOf(current(object)));
  }

  // what can be seen

  /** What is listed and watched of a kind. */
  @SuppressWarnings("unchecked") // install() puts them in by their own class
  public <R extends HasMetadata> InMemoryObjects<R> objects(Class<R> type) {
    return (InMemoryObjects<R>) Objects.requireNonNull(byType.get(type), type.getSimpleName());
  }

  /** The objects of all kinds as they are now. */
  public Stream<CustomResource<?, ?>> all() {
    return byType.values().stream()
        .flatMap(objects -> objects.all().stream())
        .map(object -> (CustomResource<?, ?>) object);
  }

  /** The object of a UID; null where there is none any more. */
  public @Nullable CustomResource<?, ?> withUid(String uid) {
    return all().filter(o -> o.getMetadata().getUid().equals(uid)).findFirst().orElse(null);
  }

  /** A copy with metadata of its own. */
  public <R extends CustomResource<?, ?>> R copyOf(R object) {
    R copy = constructed(typeOf(object));
    CustomResource<?, ?> target = copy;
    copyInto(object, target);
    return copy;
  }

  private static <S, T> void copyInto(CustomResource<?, ?> object, CustomResource<S, T> copy) {
    copy.setMetadata(Metadata.copyOf(object.getMetadata()));
    @SuppressWarnings("unchecked") // of the same class
    var same = (CustomResource<S, T>) object;
    copy.setSpec(same.getSpec());
    copy.setStatus(same.getStatus());
  }

  private <R extends CustomResource<?, ?>> R edit(R object, Consumer<R> change) {
    R copy = copyOf(current(object));
    change.accept(copy);
    return objects(typeOf(object)).put(copy);
  }

  private <R extends CustomResource<?, ?>> R current(R seen) {
    return objects(typeOf(seen))
        .get(seen.getMetadata().getNamespace(), seen.getMetadata().getName())
        .filter(o -> o.getMetadata().getUid().equals(seen.getMetadata().getUid()))
        .orElseThrow();
  }

  @SuppressWarnings("unchecked") // an object's class is its kind's
  private static <R extends HasMetadata> Class<R> typeOf(R object) {
    return (Class<R>) object.getClass();
  }

  private <R> R constructed(Class<R> type) {
    return type.cast(Objects.requireNonNull(constructors.get(type)).get());
  }

  private static String version(HasMetadata object) {
    return object.getMetadata().getResourceVersion();
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
