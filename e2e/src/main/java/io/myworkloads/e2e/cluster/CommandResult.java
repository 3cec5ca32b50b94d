package io.myworkloads.e2e.cluster;

/** What a finished command left behind. */
public record CommandResult(String command, int exitCode, String stdout, String stderr) {

  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * Takes success for granted.
   *
   * @return standard output, without white space around it
   * @throws IllegalStateException when the command failed
   */
  public String orFail() {
    if (!succeeded()) {
      throw new IllegalStateException(command + ": exit code " + exitCode + "\n" + stdout + stderr);
    }
    return stdout.strip();
  }
}
