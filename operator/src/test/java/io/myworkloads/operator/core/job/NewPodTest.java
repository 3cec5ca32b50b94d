package io.myworkloads.operator.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rows of upstream's TestPodGenerateNameWithIndex and TestGetNewIndexFailureCounts, and more.
 */
class NewPodTest {
  private static final NewPod THIRD = new NewPod(3, null);

  @ParameterizedTest(name = "{0} #{1}: {2}")
  @CsvSource({
    "indexed-job, 0, indexed-job-0-",
    "indexed-job, 99999, indexed-job-99999-",
    "123456789012345678901234567890123456789012345678901234567890, 1, 1234567890123456789012345678901234567890123456789012345-1-",
    "123456789012345678901234567890123456789012345678901234567890, 100, 12345678901234567890123456789012345678901234567890123-100-",
    "pi, -1, pi-",
  })
  void name(String job, int index, String prefix) {
    assertThat(new NewPod(index, null).namePrefix(job)).isEqualTo(prefix);
  }

  @Test
  void labelsFindThePod() {
    assertThat(THIRD.labels(Map.of("app", "pi"), false, "pi", "u"))
        .containsOnly(
            Map.entry("app", "pi"),
            Map.entry("controller-uid", "u"),
            Map.entry("job-name", "pi"),
            Map.entry("batch.kubernetes.io/controller-uid", "u"),
            Map.entry("batch.kubernetes.io/job-name", "pi"),
            Map.entry("batch.kubernetes.io/job-completion-index", "3"));
  }

  @Test
  void labelsThatSomebodyChoseAreLeftAlone() {
    assertThat(NewPod.PLAIN.labels(Map.of("app", "pi"), true, "pi", "u"))
        .containsOnly(Map.entry("app", "pi"));
    assertThat(NewPod.PLAIN.labels(Map.of("job-name", "pi"), false, "pi", "u"))
        .containsEntry("job-name", "pi");
  }

  @Test
  void annotationsTellTheIndexAndItsFailures() {
    assertThat(NewPod.PLAIN.annotations(Map.of("a", "b"))).containsOnly(Map.entry("a", "b"));
    assertThat(THIRD.annotations(Map.of()))
        .containsOnly(Map.entry("batch.kubernetes.io/job-completion-index", "3"));
    assertThat(new NewPod(3, new IndexFailures.Count(0, 0)).annotations(Map.of()))
        .containsOnly(
            Map.entry("batch.kubernetes.io/job-completion-index", "3"),
            Map.entry("batch.kubernetes.io/job-index-failure-count", "0"));
    assertThat(new NewPod(3, new IndexFailures.Count(2, 1)).annotations(Map.of()))
        .containsEntry("batch.kubernetes.io/job-index-failure-count", "2")
        .containsEntry("batch.kubernetes.io/job-index-ignored-failure-count", "1");
  }

  @Test
  void hostNameHasTheIndex() {
    assertThat(THIRD.hostname("pi", "h")).isEqualTo("pi-3");
    assertThat(NewPod.PLAIN.hostname("pi", "h")).isEqualTo("h");
    assertThat(NewPod.PLAIN.hostname("pi", null)).isNull();
  }
}
