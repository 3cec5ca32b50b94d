package io.myworkloads.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process of this machine took so far, as Linux tells in /proc.
 *
 * @param cpu of all its threads, in user and kernel mode
 * @param residentMib memory that it holds now
 * @param peakMib the most that it ever held
 */
record ProcessUse(Duration cpu, double residentMib, double peakMib) {
  private static final double KIB_A_MIB = 1024;

  /** USER_HZ, the same on all platforms that Java and Kubernetes run on. */
  private static final long MILLIS_A_TICK = 10;

  static ProcessUse of(long pid) {
    Path folder = Path.of("/proc", Long.toString(pid));
    try {
      return parse(
          Files.readString(folder.resolve("stat")), Files.readString(folder.resolve("status")));
    } catch (IOException e) {
      throw new UncheckedIOException("the process has ended, or this is not Linux", e);
    }
  }

  /** Reads the texts of {@code /proc/PID/stat} and {@code /proc/PID/status}. */
  static ProcessUse parse(String stat, String status) {
    // the name, in brackets, may have spaces; utime and stime are the 12th and 13th after it
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return new ProcessUse(
        Duration.ofMillis(ticks * MILLIS_A_TICK), mib(status, "VmRSS:"), mib(status, "VmHWM:"));
  }

  private static double mib(String status, String field) {
    return status
        .lines()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()).strip().split("\\s+", -1)[0])
        .mapToDouble(kib -> Double.parseDouble(kib) / KIB_A_MIB)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + field + " in " + status));
  }
}
