package io.myworkloads.operator.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // the extension sets the fields
class ApiRequestMetricsIT {
  KubernetesMockServer server;
  KubernetesClient client;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();

  /** Each look at the clock is a millisecond after the one before. */
  private final ApiRequestMetrics metrics =
      new ApiRequestMetrics(registry, () -> nanos.addAndGet(1_000_000));

  @Test
  void eachAttemptIsCountedAndTimed() {
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/shop/configmaps/a")
        .andReturn(503, "")
        .once();
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/shop/configmaps/a")
        .andReturn(200, new ConfigMap())
        .once();
    client.getConfiguration().setRequestTimeout(120_000); // the machine may be busy
    try (KubernetesClient measured =
        new KubernetesClientBuilder()
            .withConfig(client.getConfiguration())
            .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("METRICS", metrics))
            .build()) {
      measured.configMaps().inNamespace("shop").withName("a").get();
    }
    assertThat(milliseconds("503")).isEqualTo(1);
    assertThat(milliseconds("200")).isEqualTo(1);
  }

  private double milliseconds(String code) {
    return registry
        .get("myworkloads.api.requests")
        .tag("verb", "get")
        .tag("resource", "configmaps")
        .tag("code", code)
        .timer()
        .totalTime(TimeUnit.MILLISECONDS);
  }
}
