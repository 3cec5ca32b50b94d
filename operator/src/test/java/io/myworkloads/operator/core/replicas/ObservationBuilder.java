package io.myworkloads.operator.core.replicas;

import static io.myworkloads.operator.core.pods.PodViewBuilder.time;

import io.myworkloads.operator.core.pods.Failure;
import io.myworkloads.operator.core.pods.Owner;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.core.pods.Selector;
import io.myworkloads.operator.core.status.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Observations for tests: {@code seen()} is that of a healthy owner {@code me}, of generation 7,
 * that selects and labels {@code app: web} and asks for no Pod.
 */
final class ObservationBuilder {
  static final String ME = "me";

  private boolean deleting;
  private int replicas;
  private Duration minReady = Duration.ZERO;
  private Map<String, String> templateLabels = Map.of("app", "web");
  private PodReplacementPolicy podReplacement = PodReplacementPolicy.TERMINATING_OR_FAILED;
  private @Nullable Integer replaceAfterRestarts;
  private @Nullable RestartReplacements replacements;
  private FailedPods failedPods = FailedPods.ALL_STAY;
  private List<Condition> conditions = List.of();
  private final List<PodView> pods = new ArrayList<>();
  private Supplier<Collection<PodView>> neighbours = List::of;
  private final List<PodView> unanswered = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private Instant now = PodViewBuilder.NOW;

  private ObservationBuilder() {}

  static ObservationBuilder seen() {
    return new ObservationBuilder();
  }

  /** A Pod that the owner controls, to be changed by the caller. */
  static PodViewBuilder mine(String name) {
    return PodViewBuilder.pod(name).ownedBy(ME);
  }

  ObservationBuilder ownerDeleting() {
    deleting = true;
    return this;
  }

  ObservationBuilder replicas(int value) {
    replicas = value;
    return this;
  }

  ObservationBuilder minReady(String time) {
    minReady = time(time);
    return this;
  }

  ObservationBuilder templateLabels(Map<String, String> value) {
    templateLabels = value;
    return this;
  }

  ObservationBuilder podReplacement(PodReplacementPolicy value) {
    podReplacement = value;
    return this;
  }

  /**
   * Which failed Pods stay.
   *
   * @param ttl a time as {@code 90s}; empty for ever
   */
  ObservationBuilder failedPods(@Nullable Integer keep, String ttl) {
    failedPods = new FailedPods(keep, ttl.isEmpty() ? null : time(ttl));
    return this;
  }

  ObservationBuilder replaceAfterRestarts(int value) {
    replaceAfterRestarts = value;
    return this;
  }

  /** What the status says of Pods replaced after restarts. */
  ObservationBuilder replaced(RestartReplacements value) {
    replacements = value;
    return this;
  }

  ObservationBuilder conditions(Condition... value) {
    conditions = List.of(value);
    return this;
  }

  ObservationBuilder pods(PodViewBuilder... value) {
    Arrays.stream(value).map(PodViewBuilder::build).forEach(pods::add);
    return this;
  }

  ObservationBuilder pods(List<PodView> value) {
    pods.addAll(value);
    return this;
  }

  /** So many healthy Pods of the owner's, {@code web-0} and so on. */
  ObservationBuilder healthy(int count) {
    IntStream.range(0, count).forEach(i -> pods(mine("web-" + i)));
    return this;
  }

  ObservationBuilder neighbours(PodViewBuilder... value) {
    List<PodView> built = Arrays.stream(value).map(PodViewBuilder::build).toList();
    neighbours = () -> built;
    return this;
  }

  /** To ask for them is a failure. */
  ObservationBuilder neighboursUnasked() {
    neighbours =
        () -> {
          throw new AssertionError("asked for the Pods of related owners");
        };
    return this;
  }

  /** Pods that the owner asked to go, and nobody answered. */
  ObservationBuilder unanswered(PodViewBuilder... value) {
    Arrays.stream(value).map(PodViewBuilder::build).forEach(unanswered::add);
    unanswered.stream().map(PodView::asDeleting).forEach(pods::add);
    return this;
  }

  /** The last failure of a sort, after which nothing of the sort is tried for this time. */
  ObservationBuilder failed(Failure.Reason reason, String retryIn, PodViewBuilder... claims) {
    Set<PodView> pods =
        Arrays.stream(claims).map(PodViewBuilder::build).collect(Collectors.toUnmodifiableSet());
    failures.add(new Failure(reason, "no room", now.plus(time(retryIn)), pods));
    return this;
  }

  ObservationBuilder at(Instant value) {
    now = value;
    return this;
  }

  ReplicasObservation build() {
    return new ReplicasObservation(
        new Owner(ME, PodViewBuilder.NAMESPACE, deleting),
        7,
        new ReplicasSpec(
            replicas,
            minReady,
            Selector.of(Map.of("app", "web"), List.of()),
            templateLabels,
            podReplacement,
            failedPods,
            replaceAfterRestarts),
        conditions,
        replacements,
        pods,
        neighbours,
        unanswered,
        failures,
        now);
  }
}
