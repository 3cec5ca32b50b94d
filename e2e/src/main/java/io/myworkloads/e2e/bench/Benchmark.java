package io.myworkloads.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of e2e/bench.sh that needs a cluster's API. Working directory: e2e.
 *
 * <p>Every contender in every round gets a new process and a new namespace, and is alone. The order
 * changes from round to round.
 */
public final class Benchmark {
  private static final Path FOLDER = Path.of("target", "bench");
  private static final Path OPERATOR_IMAGE = Path.of("target", "operator-image");

  private final BenchCluster cluster;
  private final List<Contender> contenders;
  private final int rounds;

  private Benchmark(BenchCluster cluster, List<Contender> contenders, int rounds) {
    this.cluster = cluster;
    this.contenders = contenders;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws IOException {
    Map<String, String> env = System.getenv();
    int rounds = Integer.parseInt(env.getOrDefault("ROUNDS", "3"));
    String only = env.getOrDefault("CONTENDERS", "lifted,ours,as-shipped");
    Path results = Path.of(args[0]);
    List<Suite> suites = Suite.all();
    Files.createDirectories(FOLDER);
    // what containers read there gives all rights on the cluster
    Files.setPosixFilePermissions(FOLDER, PosixFilePermissions.fromString("rwx------"));
    try (BenchCluster cluster =
        BenchCluster.start(
            suites.stream().map(Suite::controller).toList(),
            FOLDER,
            Optional.ofNullable(env.get("MYWORKLOADS_CLUSTER_IMAGE")).orElseThrow())) {
      List<Contender> contenders =
          cluster.contenders(Files.readString(OPERATOR_IMAGE).strip()).stream()
              .filter(c -> Arrays.asList(only.split(",", -1)).contains(c.name()))
              .toList();
      var benchmark = new Benchmark(cluster, contenders, rounds);
      suites.forEach(suite -> benchmark.run(suite, results));
    }
  }

  private void run(Suite suite, Path results) {
    cluster.ensureNodes(suite.nodes());
    Samples samples = new Samples();
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : order(contenders, round)) {
        if (round == 1 || !contender.slow()) {
          run(suite, contender, round, samples);
        }
      }
    }
    Machine machine = Machine.here(cluster.client().getKubernetesVersion().getGitVersion());
    System.out.printf("%n%s; medians of %d rounds%n%n", machine, rounds);
    contenders.forEach(c -> System.out.printf("%s: %s%n", c.name(), c.description()));
    System.out.printf("%n%s", Report.of(samples, suite.goals()));
    Map<String, String> descriptions = new LinkedHashMap<>();
    contenders.forEach(c -> descriptions.put(c.name(), c.description()));
    write(
        results.resolve(suite.name() + ".json"),
        Results.json(machine, descriptions, samples, suite.goals()));
    write(
        results.resolve(suite.name() + ".svg"),
        BarChart.svg(
            "%s: %s, medians of %d rounds".formatted(suite.kind().kind(), machine, rounds),
            samples,
            panels(samples)));
  }

  private void run(Suite suite, Contender contender, int round, Samples samples) {
    System.out.printf("round %d, %s ...", round, contender.name());
    System.out.flush();
    long from = System.nanoTime();
    try (var lane = new Lane(cluster, suite, contender, round, samples)) {
      suite.workloads().forEach(workload -> workload.run(lane));
    }
    System.out.printf(" %d s%n", Duration.ofNanos(System.nanoTime() - from).toSeconds());
  }

  /** Each round begins with another contender. */
  static <T> List<T> order(List<T> all, int round) {
    List<T> result = new ArrayList<>(all);
    Collections.rotate(result, -(round - 1));
    return result;
  }

  private static Map<Figure, List<String>> panels(Samples samples) {
    Map<Figure, List<String>> panels = new LinkedHashMap<>();
    for (Figure figure : Figure.values()) {
      panels.put(
          figure,
          samples.works().stream()
              .filter(
                  work ->
                      samples.contenders().stream()
                          .anyMatch(c -> samples.median(c, work, figure).isPresent()))
              .toList());
    }
    return panels;
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
      System.out.println(file.normalize());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
