package io.myworkloads.operator.bootstrap;

import io.myworkloads.operator.bootstrap.Settings.LogFormat;
import io.myworkloads.operator.bootstrap.Settings.LogLevel;
import java.util.Map;

/**
 * Chooses level and format of the log. Log4j reads them once, at the first logger of the process,
 * so whoever calls this must not have one yet.
 */
public final class Logging {
  private Logging() {}

  /** The system properties that log4j2-*.xml and the libraries are to find. */
  static Map<String, String> properties(LogLevel level, LogFormat format) {
    return Map.of(
        "log4j2.configurationFile",
        format == LogFormat.JSON ? "log4j2-json.xml" : "log4j2-text.xml",
        "myworkloads.log.level",
        level.name(),
        "myworkloads.log.libraries",
        libraries(level).name(),
        // JOSDK would add seven fields of its own to each of our lines, which name the object
        // already
        "JAVA_OPERATOR_SDK_USE_MDC",
        "false");
  }

  /** Libraries tell of conflicts and reconnects as news; to users of the operator they are none. */
  private static LogLevel libraries(LogLevel level) {
    return switch (level) {
      case ERROR -> LogLevel.ERROR;
      case WARN, INFO -> LogLevel.WARN;
      case DEBUG -> LogLevel.INFO;
      case TRACE -> LogLevel.DEBUG;
    };
  }

  /** Applies the settings to this process. */
  public static void configure(Settings settings) {
    properties(settings.logLevel(), settings.logFormat()).forEach(System::setProperty);
  }
}
