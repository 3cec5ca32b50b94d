package io.myworkloads.operator.bootstrap;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.operator.runtime.client.SlimPods;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Two clients of the API server, so that neither's retries and connections are the other's.
 *
 * <p>Both speak HTTP/1.1: over HTTP/2 the JDK's client fails requests beyond the server's limit of
 * streams in one connection, and was slower at that.
 *
 * @param reader lists and watches, and keeps the lease; watched Pods are {@link SlimPods}
 * @param writer for single requests, whose failures belong to the reconcile that made them
 */
public record Clients(KubernetesClient reader, KubernetesClient writer) implements AutoCloseable {

  /** The pauses double from 100 ms: after 3 s it is for the caller to try again. */
  private static final int RETRIES_OF_READS = 5;

  private static final int RETRIES_OF_WRITES = 3;

  /**
   * Connects as kubectl would: by the ServiceAccount in a cluster, else by KUBECONFIG.
   *
   * @param interceptors by name, for both clients, called in this order
   */
  public static Clients connect(Map<String, Interceptor> interceptors) {
    return connect(Config.autoConfigure(null), interceptors);
  }

  static Clients connect(Config config, Map<String, Interceptor> interceptors) {
    return new Clients(
        client(config, RETRIES_OF_READS, new SlimPods(), interceptors),
        client(config, RETRIES_OF_WRITES, new KubernetesSerialization(), interceptors));
  }

  private static KubernetesClient client(
      Config config,
      int retries,
      KubernetesSerialization json,
      Map<String, Interceptor> interceptors) {
    ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(config)
                .withHttp2Disable(true)
                .withRequestRetryBackoffLimit(retries)
                .build())
        .withKubernetesSerialization(json)
        .withHttpClientFactory(
            new JdkHttpClientFactory() {
              @Override
              protected void additionalConfig(HttpClient.Builder builder) {
                builder.executor(tasks);
              }
            })
        .withHttpClientBuilderConsumer(http -> interceptors.forEach(http::addOrReplaceInterceptor))
        .withTaskExecutor(tasks)
        .build();
  }

  @Override
  public void close() {
    writer.close();
    reader.close();
  }
}
