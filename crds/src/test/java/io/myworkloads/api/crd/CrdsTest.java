package io.myworkloads.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrdsTest {
  /** The module's directory, where Maven runs its tests. */
  private static final Path CHECKED_IN = Path.of("").toAbsolutePath();

  /**
   * upstream: apimachinery, TotalAnnotationSizeLimitB; kubectl apply keeps the object as JSON in an
   * annotation.
   */
  private static final int MOST_BYTES_OF_ANNOTATIONS = 256 * 1024;

  @Test
  void checkedInFilesAreWhatTheClassesSay() throws IOException {
    Map<String, String> generated = new TreeMap<>();
    for (Map.Entry<String, ObjectNode> crd : Crds.generate().entrySet()) {
      generated.put(crd.getKey(), Crds.toYaml(crd.getValue()));
    }
    if (Boolean.getBoolean("crds.write")) {
      for (Map.Entry<String, String> file : generated.entrySet()) {
        Files.writeString(CHECKED_IN.resolve(file.getKey()), file.getValue());
      }
    }
    Map<String, String> checkedIn = new TreeMap<>();
    try (Stream<Path> files = Files.list(CHECKED_IN)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        checkedIn.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    assertThat(checkedIn)
        .withFailMessage(
            "crds/*.yaml are not what the classes say: run `make crds` and commit what it changes")
        .isEqualTo(generated);
  }

  @Test
  void fitsIntoTheAnnotationOfKubectlApply() throws IOException {
    Crds.generate()
        .forEach(
            (file, crd) ->
                assertThat(crd.toString().length())
                    .as("bytes of %s as JSON", file)
                    .isLessThan(MOST_BYTES_OF_ANNOTATIONS - 4096));
  }
}
