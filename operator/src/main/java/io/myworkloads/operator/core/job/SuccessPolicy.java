package io.myworkloads.operator.core.job;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the whole has succeeded though not every index has. The first rule that matches decides.
 *
 * <p>upstream: pkg/controller/job/success_policy.go matchSuccessPolicy
 */
public record SuccessPolicy(List<Rule> rules) {

  /**
   * At least one of the two.
   *
   * @param indexes which must all have succeeded, or as many of them as {@code count} says; null
   *     for any
   * @param count how many must have succeeded; null for all of {@code indexes}
   */
  public record Rule(@Nullable String indexes, @Nullable Integer count) {

    private boolean matches(Indexes succeeded, int completions) {
      if (indexes == null) {
        return count != null && succeeded.total() >= count;
      }
      Indexes asked = Indexes.parse(indexes, completions);
      int met = succeeded.shared(asked);
      return !asked.isEmpty() && (met == asked.total() || (count != null && met >= count));
    }
  }

  public SuccessPolicy {
    rules = List.copyOf(rules);
  }

  /**
   * The first rule that matches, in upstream's words.
   *
   * @param completions how many indexes there are
   */
  public Optional<String> met(Indexes succeeded, int completions) {
    for (int i = 0; i < rules.size() && !succeeded.isEmpty(); i++) {
      if (rules.get(i).matches(succeeded, completions)) {
        return Optional.of("Matched rules at index " + i);
      }
    }
    return Optional.empty();
  }
}
