package io.myworkloads.operator.runtime.http;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * Named checks behind /livez and /readyz, in the text form of the API server's own (`[+]name ok`,
 * `[-]name failed: why`).
 *
 * <p>A check says what is wrong, or nothing. It must not block: it is asked every few seconds.
 */
public final class Health {
  private final String endpoint;
  private final Map<String, Supplier<Optional<String>>> checks = new ConcurrentSkipListMap<>();

  public Health(String endpoint) {
    this.endpoint = endpoint;
  }

  /** Adds a check, or replaces the one of that name. */
  public void add(String name, Supplier<Optional<String>> check) {
    checks.put(name, check);
  }

  public Report report() {
    var body = new StringBuilder();
    boolean healthy = true;
    for (var check : checks.entrySet()) {
      Optional<String> problem = ask(check.getValue());
      healthy &= problem.isEmpty();
      body.append(problem.isEmpty() ? "[+]" : "[-]")
          .append(check.getKey())
          .append(problem.map(why -> " failed: " + why).orElse(" ok"))
          .append('\n');
    }
    body.append(endpoint).append(healthy ? " check passed\n" : " check failed\n");
    return new Report(healthy, body.toString());
  }

  private static Optional<String> ask(Supplier<Optional<String>> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  public record Report(boolean healthy, String body) {}
}
