package io.myworkloads.operator.runtime.metrics;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times requests to the API server by verb, resource and code, up to the first byte of
 * the answer; each attempt of a repeated request for itself.
 *
 * <p>The client has no place of its own for the time a request began: the object that consumes the
 * body goes through both ends, so it carries the time.
 */
public final class ApiRequestMetrics implements Interceptor {
  private static final String REQUESTS = "myworkloads.api.requests";

  private final MeterRegistry registry;
  private final LongSupplier nanoTime;

  public ApiRequestMetrics(MeterRegistry registry, LongSupplier nanoTime) {
    this.registry = registry;
    this.nanoTime = nanoTime;
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    return new Timed(consumer, nanoTime.getAsLong());
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.@Nullable Consumer<List<ByteBuffer>> consumer) {
    ApiRequest api = ApiRequest.of(request.method(), request.uri());
    // a watch over a websocket has no consumer, and its time would mean nothing
    long nanos = consumer instanceof Timed timed ? nanoTime.getAsLong() - timed.began() : 0;
    Timer.builder(REQUESTS)
        .description("Requests to the API server, until its answer begins")
        .tag("verb", api.verb())
        .tag("resource", api.resource())
        .tag("code", Integer.toString(response.code()))
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    ApiRequest api = ApiRequest.of(request.method(), request.uri());
    Counter.builder("myworkloads.api.connection.failures")
        .description("Requests that found no API server, or lost it on the way")
        .tag("verb", api.verb())
        .tag("resource", api.resource())
        .register(registry)
        .increment();
  }

  private record Timed(AsyncBody.Consumer<List<ByteBuffer>> consumer, long began)
      implements AsyncBody.Consumer<List<ByteBuffer>> {
    @Override
    public void consume(List<ByteBuffer> value, AsyncBody body) throws Exception {
      consumer.consume(value, body);
    }

    @Override
    public <U> @Nullable U unwrap(Class<U> target) {
      return consumer.unwrap(target);
    }
  }
}
