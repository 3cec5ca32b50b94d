package io.myworkloads.operator.bootstrap;

import java.util.List;

/** Settings that cannot be meant. Its message has a line for each of them. */
public final class InvalidSettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidSettingsException(List<String> problems) {
    super(
        "The operator cannot start, "
            + (problems.size() == 1 ? "a setting is" : problems.size() + " settings are")
            + " wrong:\n  "
            + String.join("\n  ", problems));
  }
}
