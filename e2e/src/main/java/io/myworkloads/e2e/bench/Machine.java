package io.myworkloads.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a run's numbers depend on. */
record Machine(int cores, long memoryGib, String kubernetes) {
  private static final long KIB_A_GIB = 1024 * 1024;

  static Machine here(String kubernetes) {
    try {
      long kib =
          Files.readAllLines(Path.of("/proc/meminfo")).stream()
              .filter(line -> line.startsWith("MemTotal:"))
              .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[1]))
              .findFirst()
              .orElseThrow();
      return new Machine(
          Runtime.getRuntime().availableProcessors(),
          Math.round((double) kib / KIB_A_GIB),
          kubernetes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "%d cores shared by all, %d GiB, Kubernetes %s".formatted(cores, memoryGib, kubernetes);
  }
}
