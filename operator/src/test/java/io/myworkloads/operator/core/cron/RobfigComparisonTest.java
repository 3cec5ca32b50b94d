package io.myworkloads.operator.core.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The answers of robfig/cron v3, upstream's reader of schedules, to generated questions; and those
 * of a walk along the clock where it walks past times that fit. {@code src/test/robfig} made them.
 */
class RobfigComparisonTest {
  private static final Instant LANGUAGE_START = Instant.parse("2016-05-19T10:00:30Z");

  /** Of how many differences a failure tells. */
  private static final int TOLD = 20;

  @Test
  void isDueWhenRobfigSaysSo() {
    List<String[]> rows = rows("times.tsv", 5);

    assertThat(rows.size()).isGreaterThanOrEqualTo(10_000);
    assertThat(rows.stream().filter(row -> row.length == 5).count()).isGreaterThanOrEqualTo(100);
    assertNoneDiffers(
        rows,
        row ->
            difference(
                CronSchedule.parse(row[0], ZoneId.of(row[1])),
                instant(row[2]),
                row[row.length - 1]));
  }

  @Test
  void takesAndRefusesWhatRobfigDoes() {
    List<String[]> rows = rows("language.tsv", 2);

    assertThat(rows.stream().filter(row -> row[0].equals("refused")).count())
        .isBetween(1_000L, rows.size() - 500L);
    assertNoneDiffers(
        rows,
        row -> {
          CronSchedule schedule;
          try {
            schedule = CronSchedule.parse(row[1], ZoneOffset.UTC);
          } catch (InvalidScheduleException e) {
            return row[0].equals("refused") ? Optional.empty() : Optional.of(e.toString());
          }
          return difference(schedule, LANGUAGE_START, row[0]);
        });
  }

  /** What the next times are where they are not the expected ones, or what contradicts them. */
  private static Optional<String> difference(CronSchedule cron, Instant start, String expected) {
    List<Instant> next =
        Stream.iterate(cron.next(start), Optional::isPresent, time -> cron.next(time.get()))
            .map(Optional::get)
            .limit(3)
            .toList();
    String text = next.isEmpty() ? "-" : text(next);
    if (!text.equals(expected)) {
      return Optional.of(text);
    }
    Instant end = next.isEmpty() ? start.plusSeconds(400_000_000) : next.getLast();
    if (cron.count(start, end, Long.MAX_VALUE) != next.size()) {
      return Optional.of("counts " + cron.count(start, end, Long.MAX_VALUE));
    }
    List<Instant> last = cron.last(start, end, 4);
    if (!last.equals(next)) {
      return Optional.of("lists " + text(last));
    }
    Optional<Instant> earlier = cron.latest(start, end.minusSeconds(1));
    return earlier.equals(next.stream().limit(2).reduce((one, other) -> other))
        ? Optional.empty()
        : Optional.of("knows before the last " + earlier);
  }

  private static String text(List<Instant> times) {
    return String.join(
        " ", times.stream().map(time -> Long.toString(time.getEpochSecond())).toList());
  }

  private static Instant instant(String seconds) {
    return Instant.ofEpochSecond(Long.parseLong(seconds));
  }

  private static void assertNoneDiffers(
      List<String[]> rows, Function<String[], Optional<String>> difference) {
    List<String> differences =
        rows.stream()
            .flatMap(
                row ->
                    difference
                        .apply(row)
                        .map(ours -> Arrays.toString(row) + " but " + ours)
                        .stream())
            .toList();
    assertThat(differences.stream().limit(TOLD))
        .as("%d of %d rows differ", differences.size(), rows.size())
        .isEmpty();
  }

  private static List<String[]> rows(String file, int columns) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    RobfigComparisonTest.class.getResourceAsStream("/robfig/" + file)),
                StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> line.split("\t", columns)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
