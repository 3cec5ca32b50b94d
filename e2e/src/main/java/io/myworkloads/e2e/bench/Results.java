package io.myworkloads.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run as JSON: the machine, the goals, the medians, and every single measurement. */
final class Results {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Results() {}

  static String json(
      Machine machine, Map<String, String> contenders, Samples samples, List<Goal> goals) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("machine", machine.toString());
    root.put("contenders", contenders);
    root.put("goals", goals.stream().map(goal -> goal(goal, samples)).toList());
    root.put("works", works(samples));
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> goal(Goal goal, Samples samples) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("goal", goal.text());
    result.put("relation", goal.relation().sign());
    result.put("factor", goal.factor());
    goal.reached(samples)
        .ifPresent(
            ratio -> {
              result.put("reached", rounded(ratio));
              result.put("met", goal.met(ratio));
            });
    return result;
  }

  private static Map<String, Object> works(Samples samples) {
    Map<String, Object> works = new LinkedHashMap<>();
    for (String work : samples.works()) {
      Map<String, Object> figures = new LinkedHashMap<>();
      for (Figure figure : Figure.values()) {
        Map<String, Object> byContender = new LinkedHashMap<>();
        for (String contender : samples.contenders()) {
          samples
              .median(contender, work, figure)
              .ifPresent(
                  median ->
                      byContender.put(
                          contender,
                          Map.of(
                              "median",
                              rounded(median),
                              "rounds",
                              rounds(samples, contender, work, figure))));
        }
        if (!byContender.isEmpty()) {
          figures.put(key(figure), byContender);
        }
      }
      works.put(work, figures);
    }
    return works;
  }

  private static String key(Figure figure) {
    return "%s%s"
        .formatted(
            figure.name().toLowerCase(Locale.ROOT),
            figure.unit().isEmpty() ? "" : " (" + figure.unit() + ")");
  }

  private static List<Double> rounds(
      Samples samples, String contender, String work, Figure figure) {
    List<Double> values = new ArrayList<>();
    for (Sample sample : samples.all()) {
      if (sample.contender().equals(contender)
          && sample.work().equals(work)
          && sample.figure() == figure) {
        values.add(rounded(sample.value()));
      }
    }
    return values;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
