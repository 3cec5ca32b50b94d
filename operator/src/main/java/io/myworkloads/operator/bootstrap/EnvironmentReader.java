package io.myworkloads.operator.bootstrap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads typed values from environment variables, and collects what is wrong with them. */
final class EnvironmentReader {
  private static final String PREFIX = "MYWORKLOADS_";
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern DNS_SUBDOMAIN =
      Pattern.compile("(?=.{1,253}$)" + DNS_LABEL + "(\\." + DNS_LABEL + ")*");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  /**
   * What the kubelet sets for a Service named "myworkloads" or "myworkloads-...", unless the Pod
   * says enableServiceLinks: false. That is nobody's typo.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "MYWORKLOADS(_.+)?"
              + "(_SERVICE_HOST|_SERVICE_PORT(_.+)?|_PORT_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?)");

  private static final Pattern SERVICE_URL = Pattern.compile("(tcp|udp|sctp)://.*");

  private final Map<String, String> environment;
  private final Set<String> known = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  EnvironmentReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  boolean flag(String name, boolean standard) {
    return read(
        name,
        standard,
        "true or false",
        value ->
            switch (value.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> null;
            });
  }

  int number(String name, int standard, int least, int most) {
    return read(
        name,
        standard,
        "a whole number from " + least + " to " + most,
        value -> {
          try {
            int number = Integer.parseInt(value);
            return number < least || number > most ? null : Integer.valueOf(number);
          } catch (NumberFormatException e) {
            return null;
          }
        });
  }

  Duration duration(String name, Duration standard) {
    return read(
        name,
        standard,
        "a duration above zero such as 500ms, 15s or 2m",
        value -> {
          var matcher = DURATION.matcher(value);
          if (!matcher.matches()) {
            return null;
          }
          long amount = Long.parseLong(matcher.group(1));
          Duration duration =
              switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
              };
          return duration.isPositive() ? duration : null;
        });
  }

  String dnsLabel(String name, String standard) {
    return matching(name, standard, DNS_LABEL, "the name of a namespace");
  }

  String dnsSubdomain(String name, String standard) {
    return matching(name, standard, DNS_SUBDOMAIN, "the name of a Kubernetes object");
  }

  <E extends Enum<E>> E choice(String name, E standard) {
    E[] constants = standard.getDeclaringClass().getEnumConstants();
    String rule =
        "one of "
            + String.join(
                ", ",
                Arrays.stream(constants).map(c -> c.name().toLowerCase(Locale.ROOT)).toList());
    return read(
        name,
        standard,
        rule,
        value ->
            Arrays.stream(constants)
                .filter(c -> c.name().equalsIgnoreCase(value))
                .findFirst()
                .orElse(null));
  }

  /** A variable that is not one of ours, so any value will do. */
  String foreign(String name, String standard) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? standard : value;
  }

  /** Notes a rule that needs more than one variable to judge. */
  void refuse(String name, String rule) {
    problems.add(problem(name, environment.getOrDefault(name, "(default)"), rule));
  }

  /**
   * Reports all that is wrong, unknown variables of our prefix too: a typo must not go unnoticed.
   */
  void finish() throws InvalidSettingsException {
    for (var entry : environment.entrySet()) {
      String name = entry.getKey();
      if (name.startsWith(PREFIX) && !known.contains(name) && !isServiceLink(entry)) {
        problems.add(name + ": no such setting, there are " + String.join(", ", known));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems.stream().sorted().toList());
    }
  }

  private static boolean isServiceLink(Map.Entry<String, String> entry) {
    return SERVICE_LINK.matcher(entry.getKey()).matches()
        || (entry.getKey().endsWith("_PORT") && SERVICE_URL.matcher(entry.getValue()).matches());
  }

  private String matching(String name, String standard, Pattern pattern, String rule) {
    return read(name, standard, rule, value -> pattern.matcher(value).matches() ? value : null);
  }

  private <T> T read(String name, T standard, String rule, Function<String, @Nullable T> parser) {
    known.add(name);
    String value = environment.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      return standard;
    }
    T parsed = parser.apply(value);
    if (parsed == null) {
      problems.add(problem(name, value, rule));
      return standard;
    }
    return parsed;
  }

  private static String problem(String name, String value, String rule) {
    return name + ": \"" + value + "\" is not valid, it needs " + rule;
  }
}
