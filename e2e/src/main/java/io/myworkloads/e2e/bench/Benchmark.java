package io.myworkloads.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The part of e2e/bench.sh that needs a cluster's API. Working directory: e2e.
 *
 * <p>Every contender in every part of every round gets a new process and a new namespace, and is
 * alone. The order changes from round to round. One that fails is told of, and the others go on.
 */
public final class Benchmark {
  private static final Path FOLDER = Path.of("target", "bench");
  private static final Path OPERATOR_IMAGE = Path.of("target", "operator-image");

  private final BenchCluster cluster;
  private final List<Contender> contenders;
  private final int rounds;
  private final Path results;
  private final List<String> failures = new ArrayList<>();

  private Benchmark(BenchCluster cluster, List<Contender> contenders, int rounds, Path results) {
    this.cluster = cluster;
    this.contenders = contenders;
    this.rounds = rounds;
    this.results = results;
  }

  public static void main(String[] args) throws IOException {
    Choice choice = Choice.of(System.getenv());
    Files.createDirectories(FOLDER);
    // what containers read there gives all rights on the cluster
    Files.setPosixFilePermissions(FOLDER, PosixFilePermissions.fromString("rwx------"));
    List<String> failures;
    try (BenchCluster cluster =
        BenchCluster.start(
            Suite.all().stream().map(Suite::controllers).flatMap(List::stream).distinct().toList(),
            FOLDER,
            Optional.ofNullable(System.getenv("MYWORKLOADS_CLUSTER_IMAGE")).orElseThrow())) {
      List<Contender> contenders =
          cluster.contenders(Files.readString(OPERATOR_IMAGE).strip()).stream()
              .filter(choice::has)
              .toList();
      var benchmark = new Benchmark(cluster, contenders, choice.rounds(), Path.of(args[0]));
      choice.suites().forEach(benchmark::run);
      failures = benchmark.failures;
    }
    if (!failures.isEmpty()) {
      failures.forEach(System.err::println);
      System.exit(1);
    }
  }

  private void run(Suite suite) {
    List<Contender> inIt = contenders.stream().filter(c -> suite.slowToo() || !c.slow()).toList();
    Samples samples = new Samples();
    for (Suite.Part part : suite.parts()) {
      cluster.nodes().ensure(part.nodes());
      for (int round = 1; round <= rounds; round++) {
        for (Contender contender : order(inIt, round)) {
          if (round == 1 || !contender.slow()) {
            run(suite, part, contender, round, samples);
          }
        }
      }
    }
    Machine machine = Machine.here(cluster.client().getKubernetesVersion().getGitVersion());
    System.out.printf("%n%s; medians of %d rounds%n%n", machine, rounds);
    Map<String, String> descriptions = new LinkedHashMap<>();
    inIt.forEach(c -> descriptions.put(c.name(), c.description()));
    descriptions.forEach((name, text) -> System.out.printf("%s: %s%n", name, text));
    System.out.printf("%n%s", Report.of(samples, suite.goals()));
    write(suite.name() + ".json", Results.json(machine, descriptions, samples, suite.goals()));
    write(
        suite.name() + ".svg",
        BarChart.svg(
            "%s: %s, medians of %d rounds".formatted(suite.kind().kind(), machine, rounds),
            samples,
            panels(samples)));
  }

  private void run(Suite suite, Suite.Part part, Contender contender, int round, Samples samples) {
    String what =
        "%s, %d nodes, round %d, %s".formatted(suite.name(), part.nodes(), round, contender.name());
    System.out.print(what + " ...");
    System.out.flush();
    long from = System.nanoTime();
    try (var lane = new Lane(cluster, suite, contender, round, samples)) {
      part.workloads().forEach(workload -> workload.run(lane));
    } catch (RuntimeException e) {
      // what was measured so far, and the other contenders' hours, are not lost by it
      System.out.printf(" FAILED: %s, after", e);
      failures.add("%s failed: %s".formatted(what, e));
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
      panels.put(figure, works(samples, figure).toList());
    }
    return panels;
  }

  private static Stream<String> works(Samples samples, Figure figure) {
    return samples.works().stream()
        .filter(
            work ->
                samples.contenders().stream()
                    .anyMatch(c -> samples.median(c, work, figure).isPresent()));
  }

  private void write(String name, String text) {
    try {
      Path file = results.resolve(name);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
      System.out.println(file.normalize());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
