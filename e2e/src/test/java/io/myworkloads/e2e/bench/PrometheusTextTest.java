package io.myworkloads.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  private static final String TEXT =
      """
      # HELP requests_total of all
      # TYPE requests_total counter
      requests_total{flow_schema="ours",priority_level="low"} 12
      requests_total{flow_schema="ours",priority_level="high"} 3.5e+01
      requests_total{flow_schema="theirs",priority_level="low"} 7 1395066363000
      requests_total_other{flow_schema="ours"} 1000
      plain 4
      """;

  @Test
  void addsUpTheSeriesThatHaveTheLabels() {
    assertThat(PrometheusText.sum(TEXT, "requests_total", Map.of("flow_schema", "ours")))
        .isEqualTo(47);
    assertThat(PrometheusText.sum(TEXT, "requests_total", Map.of())).isEqualTo(54);
  }

  @Test
  void readsAMetricWithoutLabels() {
    assertThat(PrometheusText.sum(TEXT, "plain", Map.of())).isEqualTo(4);
  }

  @Test
  void whatIsNotThereIsNothing() {
    assertThat(PrometheusText.sum(TEXT, "requests_total", Map.of("flow_schema", "none"))).isZero();
    assertThat(PrometheusText.sum(TEXT, "requests", Map.of())).isZero();
  }
}
