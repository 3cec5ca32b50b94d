package io.myworkloads.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiSliceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          One. Two.                              | One.
          No end                                 | No end
          Names, e.g. a, i.e. That. Two.         | Names, e.g. a, i.e. That.
          Version v1.35 of it. Two.              | Version v1.35 of it.
          One of them: A - first. B - second.    | One of them.
          """)
  void keepsTheFirstSentence(String description, String first) {
    assertThat(OpenApiSlice.firstSentence(description)).isEqualTo(first);
  }
}
