package io.myworkloads.operator.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.bootstrap.Settings.LogFormat;
import io.myworkloads.operator.bootstrap.Settings.LogLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log4j is configured once in a process, so each case has a process of its own. */
class LoggingTest {

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void keyValuesAreFieldsAndAnEventIsOneLine(LogFormat format) throws Exception {
    List<String> lines = run(LogLevel.INFO, format);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("INFO", "Pods created", "Chatter")
        .contains(
            format == LogFormat.JSON
                ? new String[] {
                  "\"level\":\"INFO\"",
                  "\"logger\":\"io.myworkloads.Chatter\"",
                  "\"message\":\"Pods created\"",
                  "\"kind\":\"MyReplicaSet\"",
                  "\"pods\":\"3\""
                }
                : new String[] {"kind=MyReplicaSet", "pods=3"});
    assertThat(lines.get(1)).contains("it failed", "IllegalStateException", "because");
    assertThat(lines.get(2)).contains("a library warns");
  }

  @ParameterizedTest
  @CsvSource({"ERROR,0", "WARN,2", "INFO,3", "DEBUG,5", "TRACE,5"})
  void theLevelIsOursAndLibrariesAreQuieter(LogLevel level, int lines) throws Exception {
    assertThat(run(level, LogFormat.JSON)).hasSize(lines);
  }

  private static List<String> run(LogLevel level, LogFormat format)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    Logging.properties(level, format)
        .forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Chatter.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  /** Says a little of everything. */
  static final class Chatter {
    private Chatter() {}

    public static void main(String[] args) {
      Logger ours = LoggerFactory.getLogger("io.myworkloads.Chatter");
      Logger library = LoggerFactory.getLogger("io.javaoperatorsdk.Chatter");
      ours.atInfo().addKeyValue("kind", "MyReplicaSet").addKeyValue("pods", 3).log("Pods created");
      ours.atWarn().setCause(new IllegalStateException("because")).log("it failed");
      ours.debug("a detail");
      library.warn("a library warns");
      library.info("a library tells news");
    }
  }
}
