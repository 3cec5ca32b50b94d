package io.myworkloads.operator.runtime.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves /livez, /readyz and /metrics over plain HTTP. */
public final class ManagementServer implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";

  /** What Prometheus' text format is called since its version 0.0.4. */
  private static final String METRICS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private ManagementServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Listens from here on.
   *
   * @param port 0 for any free one, {@link #port} tells which
   * @param scrape gives the metrics in Prometheus' text format
   */
  public static ManagementServer start(
      int port, Health live, Health ready, Supplier<String> scrape) {
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + ": " + e.getMessage(), e);
    }
    var server = new ManagementServer(http);
    server.serve("/livez", () -> answer(live));
    server.serve("/readyz", () -> answer(ready));
    server.serve("/metrics", () -> new Answer(200, METRICS_TEXT, scrape.get()));
    http.setExecutor(server.executor);
    http.start();
    return server;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private record Answer(int code, String contentType, String body) {}

  private static Answer answer(Health health) {
    Health.Report report = health.report();
    return new Answer(report.healthy() ? 200 : 503, TEXT, report.body());
  }

  private void serve(String path, Supplier<Answer> content) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            // a context answers for all paths below it too
            if (!exchange.getRequestURI().getPath().equals(path)) {
              send(exchange, new Answer(404, TEXT, "not found\n"));
            } else {
              switch (exchange.getRequestMethod()) {
                case "GET", "HEAD" -> send(exchange, contentOf(content));
                default -> send(exchange, new Answer(405, TEXT, "only GET and HEAD\n"));
              }
            }
          }
        });
  }

  private static Answer contentOf(Supplier<Answer> content) {
    try {
      return content.get();
    } catch (RuntimeException e) {
      return new Answer(500, TEXT, e + "\n");
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.code(), -1);
    } else {
      exchange.sendResponseHeaders(answer.code(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
