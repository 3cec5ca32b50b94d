package io.myworkloads.operator.core.job;

import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.core.pods.PodView;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a failed Pod. The first rule that matches decides; a Pod that none matches
 * counts as a failure.
 *
 * <p>upstream: pkg/controller/job/pod_failure_policy.go matchPodFailurePolicy
 */
public record PodFailurePolicy(List<Rule> rules) {

  /** What a rule does to the Pod that it matches. */
  public enum Action {
    /** The whole fails at once. */
    FAIL_JOB("FailJob"),
    /** The Pod's index fails, however many retries it has left. */
    FAIL_INDEX("FailIndex"),
    /** The failure does not count; the Pod is replaced after a pause like any other. */
    IGNORE("Ignore"),
    /** The failure counts. */
    COUNT("Count");

    private final String text;

    Action(String text) {
      this.text = text;
    }

    /** The action of this name in the API; empty where there is none. */
    public static Optional<Action> named(String text) {
      return Arrays.stream(values()).filter(action -> action.text.equals(text)).findFirst();
    }

    /** Its name in the API. */
    @Override
    public String toString() {
      return text;
    }
  }

  /** One rule, by the one of its two requirements that it has. */
  public record Rule(Action action, Requirement requirement) {}

  /** What a rule asks of a Pod. */
  public sealed interface Requirement {}

  /**
   * A container that failed with one of these codes, or with none of them.
   *
   * @param container its name; null for any
   * @param in whether the code must be among the values, or must not
   */
  public record ExitCodes(@Nullable String container, boolean in, Set<Integer> values)
      implements Requirement {}

  /** One of these conditions, of that status. */
  public record Conditions(List<Map.Entry<String, String>> patterns) implements Requirement {}

  /**
   * What was found of a Pod.
   *
   * @param action that of the rule that matched; null where none did
   * @param message why the whole fails; null unless it does
   */
  public record Verdict(@Nullable Action action, @Nullable String message) {
    private static final Verdict NO_RULE = new Verdict(null, null);

    public boolean counts() {
      return action != Action.IGNORE;
    }
  }

  public PodFailurePolicy {
    rules = List.copyOf(rules);
  }

  /** The verdict on a Pod that failed; where there is no policy every failure counts. */
  public static Verdict verdict(@Nullable PodFailurePolicy policy, PodView pod) {
    return policy == null ? Verdict.NO_RULE : policy.verdict(pod);
  }

  private Verdict verdict(PodView pod) {
    PodRun run = pod.run();
    if (run == null) {
      return Verdict.NO_RULE;
    }
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      Optional<String> matched =
          switch (rule.requirement()) {
            case ExitCodes codes -> exit(codes, run).map(exit -> failed(exit, pod));
            case Conditions conditions ->
                condition(conditions, run)
                    .map(
                        type ->
                            "Pod %s/%s has condition %s"
                                .formatted(pod.namespace(), pod.name(), type));
          };
      if (matched.isPresent()) {
        return new Verdict(
            rule.action(),
            rule.action() == Action.FAIL_JOB
                ? matched.get() + " matching FailJob rule at index " + i
                : null);
      }
    }
    return Verdict.NO_RULE;
  }

  private static String failed(PodRun.Exit exit, PodView pod) {
    return "Container %s for pod %s/%s failed with exit code %d"
        .formatted(exit.container(), pod.namespace(), pod.name(), exit.code());
  }

  private static Optional<PodRun.Exit> exit(ExitCodes codes, PodRun run) {
    return run.exits().stream()
        .filter(exit -> !exit.container().isEmpty() && exit.code() != 0)
        .filter(exit -> codes.container() == null || codes.container().equals(exit.container()))
        .filter(exit -> codes.values().contains(exit.code()) == codes.in())
        .findFirst();
  }

  private static Optional<String> condition(Conditions conditions, PodRun run) {
    return conditions.patterns().stream()
        .filter(pattern -> pattern.getValue().equals(run.conditions().get(pattern.getKey())))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
