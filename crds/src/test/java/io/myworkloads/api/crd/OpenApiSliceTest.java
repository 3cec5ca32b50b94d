package io.myworkloads.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiSliceTest {

  /** Run once per version of Kubernetes, with the path of its api__v1_openapi.json. */
  @Test
  @EnabledIfSystemProperty(named = "crds.openapi", matches = ".+")
  void cutFromUpstream() throws IOException {
    Path slice = Path.of("src/test/resources" + OpenApiSlice.RESOURCE);
    OpenApiSlice.cut(Path.of(System.getProperty("crds.openapi")), slice);
    assertThat(slice).content().contains("\"PodTemplateSpec\"");
  }

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
