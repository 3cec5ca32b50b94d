package io.myworkloads.operator.core.job;

import static io.myworkloads.operator.core.job.PodFailurePolicy.Action.COUNT;
import static io.myworkloads.operator.core.job.PodFailurePolicy.Action.FAIL_INDEX;
import static io.myworkloads.operator.core.job.PodFailurePolicy.Action.FAIL_JOB;
import static io.myworkloads.operator.core.job.PodFailurePolicy.Action.IGNORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.job.PodFailurePolicy.Action;
import io.myworkloads.operator.core.job.PodFailurePolicy.Conditions;
import io.myworkloads.operator.core.job.PodFailurePolicy.ExitCodes;
import io.myworkloads.operator.core.job.PodFailurePolicy.Rule;
import io.myworkloads.operator.core.job.PodFailurePolicy.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestMatchPodFailurePolicy. */
class PodFailurePolicyTest {
  record Case(
      String name,
      List<Rule> rules,
      PodOfJob pod,
      @Nullable Action action,
      @Nullable String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Rule in(Action action, Integer... codes) {
    return new Rule(action, new ExitCodes(null, true, Set.of(codes)));
  }

  private static Rule notIn(Action action, Integer... codes) {
    return new Rule(action, new ExitCodes(null, false, Set.of(codes)));
  }

  private static Rule of(String container, Action action, Integer... codes) {
    return new Rule(action, new ExitCodes(container, true, Set.of(codes)));
  }

  static Rule condition(Action action, String... types) {
    return new Rule(
        action, new Conditions(Arrays.stream(types).map(t -> Map.entry(t, "True")).toList()));
  }

  private static PodOfJob pod() {
    return PodOfJob.failed("p");
  }

  static Stream<Case> cases() {
    String main5 =
        "Container main for pod shop/p failed with exit code 5 matching FailJob rule at index ";
    return Stream.of(
        new Case("no rules", List.of(), pod().exit("main", 5), null, null),
        new Case(
            "the code is in",
            List.of(in(FAIL_JOB, 1, 5)),
            pod().exit("main", 5),
            FAIL_JOB,
            main5 + 0),
        new Case(
            "the code is not in", List.of(in(FAIL_JOB, 1, 2)), pod().exit("main", 5), null, null),
        new Case(
            "the code is not among those",
            List.of(notIn(FAIL_JOB, 1, 2)),
            pod().exit("main", 5),
            FAIL_JOB,
            main5 + 0),
        new Case(
            "the code is among those it must not be",
            List.of(notIn(FAIL_JOB, 5)),
            pod().exit("main", 5),
            null,
            null),
        new Case(
            "success matches no rule",
            List.of(notIn(FAIL_JOB, 5)),
            pod().exit("main", 0),
            null,
            null),
        new Case(
            "nothing is known of the containers", List.of(notIn(FAIL_JOB, 5)), pod(), null, null),
        new Case(
            "the Pod itself has no code",
            List.of(notIn(FAIL_JOB, 5)),
            pod().exit("", 0, "Evicted", ""),
            null,
            null),
        new Case(
            "the second container",
            List.of(in(FAIL_JOB, 6)),
            pod().exit("main", 5).exit("side", 6),
            FAIL_JOB,
            "Container side for pod shop/p failed with exit code 6 matching FailJob rule at index 0"),
        new Case(
            "of one container",
            List.of(of("main", FAIL_JOB, 5)),
            pod().exit("main", 5),
            FAIL_JOB,
            main5 + 0),
        new Case(
            "of another container",
            List.of(of("side", FAIL_JOB, 5)),
            pod().exit("main", 5),
            null,
            null),
        new Case(
            "the first rule that matches",
            List.of(in(IGNORE, 1), in(COUNT, 5), in(FAIL_JOB, 5)),
            pod().exit("main", 5),
            COUNT,
            null),
        new Case(
            "the second rule",
            List.of(in(IGNORE, 1), in(FAIL_JOB, 5)),
            pod().exit("main", 5),
            FAIL_JOB,
            main5 + 1),
        new Case("ignored", List.of(in(IGNORE, 5)), pod().exit("main", 5), IGNORE, null),
        new Case(
            "the index fails", List.of(in(FAIL_INDEX, 5)), pod().exit("main", 5), FAIL_INDEX, null),
        new Case(
            "a condition",
            List.of(condition(IGNORE, "DisruptionTarget")),
            pod().condition("DisruptionTarget", "True"),
            IGNORE,
            null),
        new Case(
            "a condition of another status",
            List.of(condition(IGNORE, "DisruptionTarget")),
            pod().condition("DisruptionTarget", "False"),
            null,
            null),
        new Case(
            "one of two conditions",
            List.of(condition(IGNORE, "A", "B")),
            pod().condition("B", "True"),
            IGNORE,
            null),
        new Case(
            "the whole fails by a condition",
            List.of(in(IGNORE, 1), condition(FAIL_JOB, "DisruptionTarget")),
            pod().exit("main", 5).condition("DisruptionTarget", "True"),
            FAIL_JOB,
            "Pod shop/p has condition DisruptionTarget matching FailJob rule at index 1"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void judges(Case c) {
    assertThat(PodFailurePolicy.verdict(new PodFailurePolicy(c.rules()), c.pod().build()))
        .isEqualTo(new Verdict(c.action(), c.message()));
  }

  @Test
  void withoutAPolicyEveryFailureCounts() {
    assertThat(PodFailurePolicy.verdict(null, pod().exit("main", 5).build()).counts()).isTrue();
  }

  @Test
  void onlyWhatIsIgnoredDoesNotCount() {
    assertThat(Stream.of(Action.values()).filter(action -> new Verdict(action, null).counts()))
        .containsExactly(FAIL_JOB, FAIL_INDEX, COUNT);
  }
}
