package io.myworkloads.e2e.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** All that was measured in a run. */
final class Samples {
  private final List<Sample> samples = new ArrayList<>();

  void add(Sample sample) {
    samples.add(sample);
  }

  List<Sample> all() {
    return List.copyOf(samples);
  }

  /** The works that anything was measured of, in the order in which they were done. */
  List<String> works() {
    return samples.stream().map(Sample::work).distinct().toList();
  }

  List<String> contenders() {
    return samples.stream().map(Sample::contender).distinct().toList();
  }

  /** The median over the rounds; empty where this was not measured. */
  OptionalDouble median(String contender, String work, Figure figure) {
    List<Double> values =
        samples.stream()
            .filter(s -> s.contender().equals(contender))
            .filter(s -> s.work().equals(work))
            .filter(s -> s.figure() == figure)
            .map(Sample::value)
            .toList();
    return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Statistics.median(values));
  }
}
