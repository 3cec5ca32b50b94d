package io.myworkloads.operator.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
  private final Health live = new Health("livez");
  private final Health ready = new Health("readyz");
  private final ManagementServer server =
      ManagementServer.start(0, live, ready, () -> "some_metric 1\n");
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  @Test
  void withoutChecksAllIsWell() throws Exception {
    var answer = call("GET", "/livez");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("livez check passed\n");
  }

  @Test
  void theBodySaysWhichCheckFailedAndWhy() throws Exception {
    ready.add("pods", () -> Optional.of("the cache is not filled yet"));
    ready.add("controllers", Optional::empty);
    var answer = call("GET", "/readyz");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo(
            """
            [+]controllers ok
            [-]pods failed: the cache is not filled yet
            readyz check failed
            """);
    assertThat(call("GET", "/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void aCheckThatThrowsIsAFailedOne() throws Exception {
    live.add(
        "broken",
        () -> {
          throw new IllegalStateException("oh");
        });
    var answer = call("GET", "/livez");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("[-]broken failed: java.lang.IllegalStateException: oh");
  }

  @Test
  void metricsComeInPrometheusTextFormat() throws Exception {
    var answer = call("GET", "/metrics");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body()).isEqualTo("some_metric 1\n");
  }

  @Test
  void headHasNoBody() throws Exception {
    var answer = call("HEAD", "/livez");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void nothingElseIsServed() throws Exception {
    assertThat(call("POST", "/livez").statusCode()).isEqualTo(405);
    assertThat(call("GET", "/livez/ping").statusCode()).isEqualTo(404);
    assertThat(call("GET", "/").statusCode()).isEqualTo(404);
  }

  @Test
  void aPortInUseIsNamed() {
    assertThatThrownBy(() -> ManagementServer.start(server.port(), live, ready, () -> ""))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot listen on port " + server.port());
  }

  private HttpResponse<String> call(String method, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
