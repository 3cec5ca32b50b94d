package io.myworkloads.operator.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of upstream's TestCalculateSucceededIndexes, TestIntervalsHaveIndex and others. */
class IndexesTest {
  @ParameterizedTest(name = "{0} below {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "''         | 10 | ''",
        "3          | 10 | 3",
        "0-4        | 10 | 0-4",
        "0-2,4,5    | 10 | 0-2,4,5",
        "0,1        | 10 | 0,1",
        "0,1,2      | 10 | 0-2",
        "1,2-4,5    | 10 | 1-5",
        "0-1        | 10 | 0,1",
        "2,4-9      | 6  | 2,4,5",
        "2,6-9      | 6  | 2",
        "7          | 0  | ''",
        "1,a,3      | 10 | 1,3",
        "1,3-b,5    | 10 | 1,5",
        "4-2,6      | 10 | 6",
        "1,,3       | 10 | 1,3",
        "-1,3       | 10 | 3",
        "99999999999999999999,3 | 10 | 3",
      })
  void reads(String text, int end, String indexes) {
    assertThat(Indexes.parse(text, end)).hasToString(indexes);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''       | ''      | ''",
        "''       | 1       | 1",
        "1,3      | 2       | 1-3",
        "0-4      | 2       | 0-4",
        "0-4,9    | 3-7     | 0-7,9",
        "0-2,6    | 3-5     | 0-6",
        "1-3,7-9  | 2-8     | 1-9",
        "10       | 0-2     | 0-2,10",
        "0,2,4    | 1,3,5   | 0-5",
      })
  void merges(String one, String other, String both) {
    assertThat(parse(one).with(parse(other))).isEqualTo(parse(both)).hasToString(both);
    assertThat(parse(other).with(parse(one))).isEqualTo(parse(both));
  }

  @ParameterizedTest(name = "{0} and {1} share {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''       | 0-9     | 0",
        "0-9      | 0-9     | 10",
        "0-4,8    | 3-8     | 3",
        "1,3,5    | 0,2,4   | 0",
        "0-2,4-6  | 1-5     | 4",
        "0-2      | 2-4,6   | 1",
      })
  void shares(String one, String other, int shared) {
    assertThat(parse(one).shared(parse(other))).isEqualTo(shared);
    assertThat(parse(other).shared(parse(one))).isEqualTo(shared);
  }

  @ParameterizedTest(name = "{1} of {2} but for {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''       | 3  | 10 | 0,1,2",
        "''       | 5  | 2  | 0,1",
        "''       | 0  | 2  | ''",
        "0-2,5    | 3  | 10 | 3,4,6",
        "0-2,5    | 9  | 7  | 3,4,6",
        "0-9      | 3  | 10 | ''",
        "1,3      | 2  | 10 | 0,2",
        "0,12     | 2  | 10 | 1,2",
      })
  void lacks(String indexes, int count, int end, String missing) {
    assertThat(parse(indexes).firstMissing(count, end))
        .isEqualTo(
            missing.isEmpty()
                ? List.of()
                : IntStream.of(
                        List.of(missing.split(",")).stream().mapToInt(Integer::parseInt).toArray())
                    .boxed()
                    .toList());
  }

  @ParameterizedTest(name = "{1} in {0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''       | 0 | false",
        "4        | 4 | true",
        "4        | 3 | false",
        "0-2,5-7  | 2 | true",
        "0-2,5-7  | 3 | false",
        "0-2,5-7  | 6 | true",
        "0-2,5-7  | 8 | false",
      })
  void has(String indexes, int index, boolean has) {
    assertThat(parse(indexes).has(index)).isEqualTo(has);
  }

  @Test
  void takesIndexesAsTheyCome() {
    assertThat(Indexes.of(List.of(7, 1, 2, 1, 3)))
        .hasToString("1-3,7")
        .hasSameHashCodeAs(parse("1-3,7"));
  }

  @Test
  void ofOneHundredThousandIndexesNothingIsSlow() {
    Indexes odd = Indexes.of(IntStream.range(0, 50_000).mapToObj(i -> 2 * i + 1).toList());
    Indexes even = Indexes.of(IntStream.range(0, 50_000).mapToObj(i -> 2 * i).toList());

    assertThat(odd.total()).isEqualTo(50_000);
    assertThat(odd.with(even)).hasToString("0-99999");
    assertThat(Indexes.parse(odd.toString(), 100_000)).isEqualTo(odd);
    assertThat(odd.firstMissing(2, 100_000)).containsExactly(0, 2);
    assertThat(odd.below(10)).hasToString("1,3,5,7,9");
  }

  private static Indexes parse(String text) {
    return Indexes.parse(text, Integer.MAX_VALUE);
  }
}
