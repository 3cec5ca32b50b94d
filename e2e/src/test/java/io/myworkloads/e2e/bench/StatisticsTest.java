package io.myworkloads.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void theMedianIsTheMiddleOneOfAnOddNumber() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
  }

  @Test
  void theMedianIsTheMeanOfTheMiddleTwoOfAnEvenNumber() {
    assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
  }

  @Test
  void aPercentileIsAValueThatWasMeasured() {
    List<Double> upTo200 = IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).toList();
    assertThat(Statistics.percentile(upTo200, 0.5)).isEqualTo(100);
    assertThat(Statistics.percentile(upTo200, 0.99)).isEqualTo(198);
    assertThat(Statistics.percentile(upTo200, 1)).isEqualTo(200);
    assertThat(Statistics.percentile(List.of(7.0), 0.5)).isEqualTo(7);
  }

  @Test
  void nothingHasNoMedian() {
    assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
  }
}
