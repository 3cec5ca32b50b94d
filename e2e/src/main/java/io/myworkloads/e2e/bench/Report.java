package io.myworkloads.e2e.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A run in words: goals and what was reached, then each figure of each work. */
final class Report {
  private Report() {}

  static String of(Samples samples, List<Goal> goals) {
    StringBuilder text = new StringBuilder();
    table(
        text,
        Stream.concat(
                Stream.of(List.of("goal", "", "reached", "")),
                goals.stream().map(goal -> row(goal, samples)))
            .toList());
    for (String work : samples.works()) {
      text.append('\n').append(work).append('\n');
      table(text, rows(samples, work));
    }
    return text.toString();
  }

  private static List<String> row(Goal goal, Samples samples) {
    OptionalDouble ratio = goal.reached(samples);
    String wanted = "%s %s x".formatted(goal.relation().sign(), number(goal.factor()));
    return ratio.isEmpty()
        ? List.of(goal.text(), wanted, "not measured", "")
        : List.of(
            goal.text(),
            wanted,
            number(ratio.getAsDouble()) + " x",
            goal.met(ratio.getAsDouble()) ? "met" : "MISSED");
  }

  private static List<List<String>> rows(Samples samples, String work) {
    List<String> contenders =
        samples.contenders().stream()
            .filter(
                contender ->
                    Arrays.stream(Figure.values())
                        .anyMatch(f -> samples.median(contender, work, f).isPresent()))
            .toList();
    Stream<String> head = Stream.concat(Stream.of("", ""), contenders.stream());
    Stream<List<String>> figures =
        Arrays.stream(Figure.values())
            .filter(f -> contenders.stream().anyMatch(c -> samples.median(c, work, f).isPresent()))
            .map(
                f ->
                    Stream.concat(
                            Stream.of("  " + f.text(), f.unit()),
                            contenders.stream().map(c -> cell(samples.median(c, work, f))))
                        .toList());
    return Stream.concat(Stream.of(head.toList()), figures).toList();
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  /** Three digits say all that such a measurement knows. */
  static String number(double value) {
    int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static void table(StringBuilder text, List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        // words to the left, numbers to the right
        line.append(i < 2 ? row.get(i) + padding : padding + row.get(i)).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
