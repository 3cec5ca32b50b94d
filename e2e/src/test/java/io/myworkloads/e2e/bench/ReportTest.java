package io.myworkloads.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.myworkloads.e2e.bench.Goal.Relation;
import io.myworkloads.e2e.bench.Goal.Side;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What is made of measurements: the same small run as text, as JSON and as a plot. */
class ReportTest {
  private static final List<Goal> GOALS =
      List.of(
          goal("faster", Figure.CREATED, Relation.AT_LEAST, 2),
          goal("smaller", Figure.RSS, Relation.AT_MOST, 1),
          goal("fewer", Figure.REQUESTS, Relation.AT_MOST, 1));

  private final Samples samples = new Samples();

  private static Goal goal(String text, Figure figure, Relation relation, double factor) {
    return new Goal(
        text,
        new Side("ours", "0 → 9", figure),
        new Side("theirs", "0 → 9", figure),
        relation,
        factor);
  }

  @BeforeEach
  void measure() {
    sample("theirs", 1, Figure.CREATED, 90);
    sample("theirs", 2, Figure.CREATED, 100);
    sample("theirs", 3, Figure.CREATED, 400);
    sample("ours", 1, Figure.CREATED, 250);
    sample("theirs", 1, Figure.RSS, 100);
    sample("ours", 1, Figure.RSS, 125);
  }

  private void sample(String contender, int round, Figure figure, double value) {
    samples.add(new Sample(contender, round, "0 → 9", figure, value));
  }

  @Test
  void textTellsGoalsAndFiguresByTheirMedians() {
    assertThat(Report.of(samples, GOALS).lines())
        .containsExactly(
            "goal                    reached",
            "faster   ≥ 2.00 x        2.50 x     met",
            "smaller  ≤ 1.00 x        1.25 x  MISSED",
            "fewer    ≤ 1.00 x  not measured",
            "",
            "0 → 9",
            "                        theirs  ours",
            "  Pods created  Pods/s     100   250",
            "  memory (RSS)  MiB        100   125");
  }

  @Test
  void jsonKeepsEveryRound() throws Exception {
    Machine machine = new Machine(2, 24, "v1");
    JsonNode json =
        new ObjectMapper()
            .readTree(Results.json(machine, Map.of("ours", "our own"), samples, GOALS));
    assertThat(json.at("/machine").asText()).contains("2 cores", "24 GiB", "v1");
    JsonNode theirs = json.get("works").get("0 → 9").get("created (Pods/s)").get("theirs");
    assertThat(theirs.toString()).contains("\"median\":100.0").contains("[90.0,100.0,400.0]");
    assertThat(json.get("goals"))
        .extracting(goal -> goal.path("met").asText("not measured"))
        .containsExactly("true", "false", "not measured");
  }

  @Test
  void thePlotHasABarForEachContender() throws Exception {
    String svg = BarChart.svg("a < b", samples, Map.of(Figure.CREATED, List.of("0 → 9")));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    // the background is one too
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(3);
    assertThat(svg).contains("a &lt; b", "0 → 9: theirs", ">250<");
  }

  @Test
  void eachRoundBeginsWithAnotherContender() {
    assertThat(Benchmark.order(List.of("a", "b", "c"), 1)).containsExactly("a", "b", "c");
    assertThat(Benchmark.order(List.of("a", "b", "c"), 2)).containsExactly("b", "c", "a");
    assertThat(Benchmark.order(List.of("a", "b", "c"), 4)).containsExactly("a", "b", "c");
  }
}
