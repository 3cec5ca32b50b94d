package io.myworkloads.operator.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.myworkloads.operator.bootstrap.Settings.LogFormat;
import io.myworkloads.operator.bootstrap.Settings.LogLevel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static final Settings DEFAULTS =
      new Settings(
          "",
          true,
          "myworkloads-operator",
          "default",
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          "a-host",
          64,
          16,
          8080,
          LogLevel.INFO,
          LogFormat.JSON);

  @Test
  void nothingSetMeansTheDefaults() throws Exception {
    assertThat(Settings.from(Map.of("PATH", "/bin"), "a-host")).isEqualTo(DEFAULTS);
  }

  @Test
  void everySettingIsRead() throws Exception {
    var environment = new HashMap<String, String>();
    environment.put("MYWORKLOADS_NAMESPACE", "shop");
    environment.put("MYWORKLOADS_LEADER_ELECTION", "false");
    environment.put("MYWORKLOADS_LEASE_NAME", "second.operator");
    environment.put("MYWORKLOADS_LEASE_NAMESPACE", "leases");
    environment.put("MYWORKLOADS_LEASE_DURATION", "1m");
    environment.put("MYWORKLOADS_RENEW_DEADLINE", "40s");
    environment.put("MYWORKLOADS_RETRY_PERIOD", "500ms");
    environment.put("MYWORKLOADS_WRITES_IN_FLIGHT", "1000");
    environment.put("MYWORKLOADS_CONCURRENT_RECONCILES", " 1 ");
    environment.put("MYWORKLOADS_HTTP_PORT", "9090");
    environment.put("MYWORKLOADS_LOG_LEVEL", "debug");
    environment.put("MYWORKLOADS_LOG_FORMAT", "text");
    environment.put("POD_NAME", "operator-0");
    environment.put("POD_NAMESPACE", "system");
    assertThat(Settings.from(environment, "a-host"))
        .isEqualTo(
            new Settings(
                "shop",
                false,
                "second.operator",
                "leases",
                Duration.ofMinutes(1),
                Duration.ofSeconds(40),
                Duration.ofMillis(500),
                "operator-0",
                1000,
                1,
                9090,
                LogLevel.DEBUG,
                LogFormat.TEXT));
  }

  @Test
  void theLeaseLivesBesideThePod() throws Exception {
    assertThat(Settings.from(Map.of("POD_NAMESPACE", "system"), "a-host").leaseNamespace())
        .isEqualTo("system");
  }

  @Test
  void variablesOfServicesAreNotOurs() throws Exception {
    assertThat(
            Settings.from(
                Map.of(
                    "MYWORKLOADS_SERVICE_HOST", "10.0.0.6",
                    "MYWORKLOADS_SERVICE_PORT_HTTP", "8080",
                    "MYWORKLOADS_PORT", "tcp://10.0.0.6:8080",
                    "MYWORKLOADS_PORT_8080_TCP_PROTO", "tcp",
                    "MYWORKLOADS_METRICS_SERVICE_HOST", "10.0.0.7",
                    "MYWORKLOADS_METRICS_SERVICE_PORT_HTTP", "8080",
                    "MYWORKLOADS_METRICS_PORT", "tcp://10.0.0.7:8080",
                    "MYWORKLOADS_METRICS_PORT_8080_TCP_ADDR", "10.0.0.7"),
                "a-host"))
        .isEqualTo(DEFAULTS);
  }

  record Case(String name, Map<String, String> environment, List<String> messages) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> refused() {
    return Stream.of(
        wrong(
            "too small a number",
            Map.of("MYWORKLOADS_WRITES_IN_FLIGHT", "0"),
            "MYWORKLOADS_WRITES_IN_FLIGHT: \"0\" is not valid, it needs a whole number from 1 to"
                + " 1000"),
        wrong(
            "too large a number",
            Map.of("MYWORKLOADS_HTTP_PORT", "65536"),
            "MYWORKLOADS_HTTP_PORT: \"65536\" is not valid"),
        wrong(
            "no number",
            Map.of("MYWORKLOADS_CONCURRENT_RECONCILES", "many"),
            "MYWORKLOADS_CONCURRENT_RECONCILES: \"many\" is not valid"),
        wrong(
            "a duration without its unit",
            Map.of("MYWORKLOADS_LEASE_DURATION", "15"),
            "MYWORKLOADS_LEASE_DURATION: \"15\" is not valid, it needs a duration above zero such"
                + " as 500ms, 15s or 2m"),
        wrong(
            "no duration at all",
            Map.of("MYWORKLOADS_RETRY_PERIOD", "0s"),
            "MYWORKLOADS_RETRY_PERIOD: \"0s\" is not valid"),
        wrong(
            "neither true nor false",
            Map.of("MYWORKLOADS_LEADER_ELECTION", "yes"),
            "MYWORKLOADS_LEADER_ELECTION: \"yes\" is not valid, it needs true or false"),
        wrong(
            "no choice of ours",
            Map.of("MYWORKLOADS_LOG_FORMAT", "xml"),
            "MYWORKLOADS_LOG_FORMAT: \"xml\" is not valid, it needs one of json, text"),
        wrong(
            "two namespaces",
            Map.of("MYWORKLOADS_NAMESPACE", "a,b"),
            "MYWORKLOADS_NAMESPACE: \"a,b\" is not valid, it needs the name of a namespace"),
        wrong(
            "a typo",
            Map.of("MYWORKLOADS_LEASENAME", "x"),
            "MYWORKLOADS_LEASENAME: no such setting, there are MYWORKLOADS_CONCURRENT_RECONCILES"),
        wrong(
            "a typo that looks like a Service's port",
            Map.of("MYWORKLOADS_HTP_PORT", "8080"),
            "MYWORKLOADS_HTP_PORT: no such setting"),
        wrong(
            "a lease shorter than its renewal",
            Map.of("MYWORKLOADS_LEASE_DURATION", "10s"),
            "MYWORKLOADS_RENEW_DEADLINE: \"(default)\" is not valid, it needs less than"
                + " MYWORKLOADS_LEASE_DURATION (10s)"),
        wrong(
            "a lease that does not count seconds",
            Map.of("MYWORKLOADS_LEASE_DURATION", "15500ms"),
            "MYWORKLOADS_LEASE_DURATION: \"15500ms\" is not valid, it needs whole seconds"),
        wrong(
            "a renewal that is tried only once",
            Map.of("MYWORKLOADS_RETRY_PERIOD", "9s"),
            "MYWORKLOADS_RETRY_PERIOD: \"9s\" is not valid, it needs less than"
                + " MYWORKLOADS_RENEW_DEADLINE (10s)"),
        new Case(
            "all at once",
            Map.of(
                "MYWORKLOADS_HTTP_PORT", "-1",
                "MYWORKLOADS_LOG_LEVEL", "loud",
                "MYWORKLOADS_X", "y"),
            List.of(
                "3 settings are wrong",
                "MYWORKLOADS_HTTP_PORT",
                "MYWORKLOADS_LOG_LEVEL",
                "MYWORKLOADS_X")));
  }

  private static Case wrong(String name, Map<String, String> environment, String message) {
    return new Case(name, environment, List.of(message));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(Case c) {
    assertThatThrownBy(() -> Settings.from(c.environment(), "a-host"))
        .isInstanceOf(InvalidSettingsException.class)
        .message()
        .contains(c.messages());
  }
}
