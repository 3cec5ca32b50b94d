package io.myworkloads.operator.core.cron;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go writes them: {@code 1h30m}, {@code 1.5h}, {@code 100ms}.
 *
 * <p>upstream: Go's time.ParseDuration
 */
final class GoDuration {
  private static final Map<String, Long> NANOS_OF_UNIT =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L, // the micro sign
          "\u03bcs", 1_000L, // the Greek letter
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private static final Pattern TERM =
      Pattern.compile("(?=\\.?[0-9])([0-9]*)(?:\\.([0-9]*))?([^0-9.]*)");

  /** A number of nanoseconds is a signed 64-bit one, and the negative ones reach one further. */
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(63);

  private GoDuration() {}

  /**
   * @throws InvalidScheduleException with Go's words
   */
  static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    String terms = negative || text.startsWith("+") ? text.substring(1) : text;
    if (terms.equals("0")) {
      return Duration.ZERO;
    }
    if (terms.isEmpty()) {
      throw invalid(text);
    }
    BigInteger nanos = BigInteger.ZERO;
    Matcher term = TERM.matcher(terms);
    for (int at = 0; at < terms.length(); at = term.end()) {
      if (!term.region(at, terms.length()).lookingAt()) {
        throw invalid(text);
      }
      nanos = nanos.add(nanos(term, text));
      if (nanos.compareTo(LIMIT) > 0) {
        throw invalid(text);
      }
    }
    if (!negative && nanos.equals(LIMIT)) {
      throw invalid(text);
    }
    return Duration.ofNanos((negative ? nanos.negate() : nanos).longValueExact());
  }

  private static BigInteger nanos(Matcher term, String text) {
    String unit = term.group(3);
    if (unit.isEmpty()) {
      throw new InvalidScheduleException("time: missing unit in duration \"%s\"".formatted(text));
    }
    Long nanosOfUnit = NANOS_OF_UNIT.get(unit);
    if (nanosOfUnit == null) {
      throw new InvalidScheduleException(
          "time: unknown unit \"%s\" in duration \"%s\"".formatted(unit, text));
    }
    BigInteger whole = term.group(1).isEmpty() ? BigInteger.ZERO : new BigInteger(term.group(1));
    String fraction = term.group(2);
    long part = fraction == null ? 0 : fraction(fraction, nanosOfUnit);
    return whole.multiply(BigInteger.valueOf(nanosOfUnit)).add(BigInteger.valueOf(part));
  }

  /** In floating point as in Go, so that 1.9999999999999999999s are two seconds here too. */
  private static long fraction(String digits, long nanosOfUnit) {
    long value = 0;
    double scale = 1;
    for (int i = 0; i < digits.length() && value <= (Long.MAX_VALUE - 9) / 10; i++) {
      value = value * 10 + (digits.charAt(i) - '0');
      scale *= 10;
    }
    return (long) (value * (nanosOfUnit / scale));
  }

  private static InvalidScheduleException invalid(String text) {
    return new InvalidScheduleException("time: invalid duration \"%s\"".formatted(text));
  }
}
