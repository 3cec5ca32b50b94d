package io.myworkloads.e2e.bench;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Bars for each work and contender, a panel a figure, as SVG. */
final class BarChart {
  private static final int WIDTH = 860;
  private static final int LABELS = 330;
  private static final int BARS = 420;
  private static final int ROW = 18;
  private static final int GAP = 8;
  private static final int TITLE = 30;
  private static final List<String> COLOURS = List.of("#8a8d91", "#326ce5", "#d0a030", "#5a9a5a");

  private BarChart() {}

  /**
   * Draws a run.
   *
   * @param title above all
   * @param panels each figure with the works to show it of
   */
  static String svg(String title, Samples samples, Map<Figure, List<String>> panels) {
    StringBuilder body = new StringBuilder();
    int y = 26;
    body.append(text(10, y, 15, "start", title));
    y += 8;
    for (Map.Entry<Figure, List<String>> panel : panels.entrySet()) {
      y = panel(body, y, samples, panel.getKey(), panel.getValue());
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif">
        <rect width="100%%" height="100%%" fill="white"/>
        %s</svg>
        """
        .formatted(WIDTH, y + 10, body);
  }

  private static int panel(
      StringBuilder body, int top, Samples samples, Figure figure, List<String> works) {
    double most =
        works.stream()
            .flatMap(w -> samples.contenders().stream().map(c -> samples.median(c, w, figure)))
            .flatMapToDouble(OptionalDouble::stream)
            .max()
            .orElse(0);
    int y = top + TITLE;
    if (most == 0) {
      return top;
    }
    body.append(text(10, y - 8, 13, "start", "%s, %s".formatted(figure.text(), figure.unit())));
    for (String work : works) {
      for (String contender : samples.contenders()) {
        OptionalDouble value = samples.median(contender, work, figure);
        if (value.isPresent()) {
          bar(body, y, samples, contender, work, value.getAsDouble(), most);
          y += ROW;
        }
      }
      y += GAP;
    }
    return y;
  }

  private static void bar(
      StringBuilder body,
      int y,
      Samples samples,
      String contender,
      String work,
      double value,
      double most) {
    long width = Math.max(1, Math.round(value / most * BARS));
    String colour = COLOURS.get(samples.contenders().indexOf(contender) % COLOURS.size());
    body.append(text(LABELS - 8, y + 12, 11, "end", work + ": " + contender));
    body.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
            .formatted(LABELS, y, width, ROW - 4, colour));
    body.append(text(LABELS + width + 5, y + 12, 11, "start", Report.number(value)));
  }

  private static String text(long x, long y, int size, String anchor, String text) {
    return "<text x=\"%d\" y=\"%d\" font-size=\"%d\" text-anchor=\"%s\">%s</text>\n"
        .formatted(x, y, size, anchor, escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
