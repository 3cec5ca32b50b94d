package io.myworkloads.operator.bootstrap;

import java.time.Duration;
import java.util.Map;

/**
 * What can be set from outside, by environment variables alone: the chart sets them, and {@code
 * kubectl describe pod} shows them.
 *
 * @param namespace the one namespace to work in, or empty for all
 * @param identity who holds the lease: the name of the Pod, so that a container restarted in the
 *     same Pod goes on at once, while no two Pods can ever share it
 * @param writesInFlight how many writes may be on their way to the API server at the same time
 * @param concurrentReconciles how many objects are reconciled at the same time, of all kinds
 * @param httpPort of health and metrics; 0 takes any free one
 */
public record Settings(
    String namespace,
    boolean leaderElection,
    String leaseName,
    String leaseNamespace,
    Duration leaseDuration,
    Duration renewDeadline,
    Duration retryPeriod,
    String identity,
    int writesInFlight,
    int concurrentReconciles,
    int httpPort,
    LogLevel logLevel,
    LogFormat logFormat) {

  /** From quiet to chatty, as log4j orders them. */
  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** One line an event in both: for machines, or for people. */
  public enum LogFormat {
    JSON,
    TEXT
  }

  /**
   * Reads the settings.
   *
   * @param hostname names this process where POD_NAME is not set, outside a cluster
   * @throws InvalidSettingsException naming every variable that is wrong, not only the first
   */
  public static Settings from(Map<String, String> environment, String hostname)
      throws InvalidSettingsException {
    var env = new EnvironmentReader(environment);
    var settings =
        new Settings(
            env.dnsLabel("MYWORKLOADS_NAMESPACE", ""),
            env.flag("MYWORKLOADS_LEADER_ELECTION", true),
            env.dnsSubdomain("MYWORKLOADS_LEASE_NAME", "myworkloads-operator"),
            env.dnsLabel("MYWORKLOADS_LEASE_NAMESPACE", env.foreign("POD_NAMESPACE", "default")),
            env.duration("MYWORKLOADS_LEASE_DURATION", Duration.ofSeconds(15)),
            env.duration("MYWORKLOADS_RENEW_DEADLINE", Duration.ofSeconds(10)),
            env.duration("MYWORKLOADS_RETRY_PERIOD", Duration.ofSeconds(2)),
            env.foreign("POD_NAME", hostname),
            env.number("MYWORKLOADS_WRITES_IN_FLIGHT", 64, 1, 1000),
            env.number("MYWORKLOADS_CONCURRENT_RECONCILES", 16, 1, 1000),
            env.number("MYWORKLOADS_HTTP_PORT", 8080, 0, 65535),
            env.choice("MYWORKLOADS_LOG_LEVEL", LogLevel.INFO),
            env.choice("MYWORKLOADS_LOG_FORMAT", LogFormat.JSON));
    settings.checkLease(env);
    env.finish();
    return settings;
  }

  /**
   * client-go's rules (tools/leaderelection, NewLeaderElector), and that a Lease counts seconds.
   */
  private void checkLease(EnvironmentReader env) {
    if (leaseDuration.toSeconds() < 1 || leaseDuration.toMillisPart() != 0) {
      env.refuse("MYWORKLOADS_LEASE_DURATION", "whole seconds, at least one");
    }
    if (renewDeadline.compareTo(leaseDuration) >= 0) {
      env.refuse(
          "MYWORKLOADS_RENEW_DEADLINE",
          "less than MYWORKLOADS_LEASE_DURATION (" + text(leaseDuration) + ")");
    }
    if (retryPeriod.multipliedBy(12).compareTo(renewDeadline.multipliedBy(10)) >= 0) {
      env.refuse(
          "MYWORKLOADS_RETRY_PERIOD",
          "less than MYWORKLOADS_RENEW_DEADLINE (" + text(renewDeadline) + ") by a fifth or more");
    }
  }

  private static String text(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
