package io.myworkloads.operator.bootstrap;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notes when the lease was last written with success, as it cannot be told from the elector. What
 * counts is when the request was sent: the answer may have been long on its way.
 */
final class LeaseRenewals implements Interceptor {
  private final String lease;
  private final LongSupplier nanoTime;
  private volatile long sent;
  private volatile long succeeded;

  LeaseRenewals(Settings settings, LongSupplier nanoTime) {
    this.lease = "/namespaces/" + settings.leaseNamespace() + "/leases";
    this.nanoTime = nanoTime;
    this.succeeded = nanoTime.getAsLong();
  }

  /** The write that was sent last made us leader; its answer need not have come this way yet. */
  void acquired() {
    succeeded = sent;
  }

  Duration sinceLast() {
    return Duration.ofNanos(nanoTime.getAsLong() - succeeded);
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (isWrite(request)) {
      sent = nanoTime.getAsLong();
    }
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.@Nullable Consumer<List<ByteBuffer>> consumer) {
    if (response.isSuccessful() && isWrite(request)) {
      succeeded = sent;
    }
  }

  private boolean isWrite(HttpRequest request) {
    return !request.method().equals("GET") && request.uri().getPath().contains(lease);
  }
}
