package io.myworkloads.e2e.bench;

import java.util.Map;

/** Reads metrics in Prometheus' text format. */
final class PrometheusText {
  private PrometheusText() {}

  /**
   * The sum of a metric's values over all series that have these labels; 0 where there are none.
   */
  static double sum(String text, String metric, Map<String, String> labels) {
    return text.lines()
        .filter(line -> isSeriesOf(line, metric))
        .filter(
            line ->
                labels.entrySet().stream()
                    .allMatch(
                        label ->
                            line.contains("%s=\"%s\"".formatted(label.getKey(), label.getValue()))))
        .mapToDouble(PrometheusText::value)
        .sum();
  }

  private static boolean isSeriesOf(String line, String metric) {
    return line.startsWith(metric)
        && line.length() > metric.length()
        && (line.charAt(metric.length()) == '{' || line.charAt(metric.length()) == ' ');
  }

  private static double value(String line) {
    String afterLabels = line.substring(line.lastIndexOf('}') + 1).strip();
    String[] words = afterLabels.split("\\s+", -1);
    // without labels the name stands before the value
    return Double.parseDouble(line.contains("}") ? words[0] : words[1]);
  }
}
