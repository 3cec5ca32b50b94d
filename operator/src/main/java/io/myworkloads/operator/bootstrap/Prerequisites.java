package io.myworkloads.operator.bootstrap;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.runtime.client.ApiError;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until there is an API server that knows our kinds. An operator that came before them goes
 * on as soon as they are there, and says until then, in its log and at /readyz, what it waits for.
 */
final class Prerequisites {
  private static final Logger log = LoggerFactory.getLogger(Prerequisites.class);

  private final KubernetesClient client;
  private final List<Class<? extends HasMetadata>> kinds;
  private final Pauses.Sleeper sleeper;
  private volatile @Nullable String missing = "no answer of the API server yet";

  Prerequisites(
      KubernetesClient client, List<Class<? extends HasMetadata>> kinds, Pauses.Sleeper sleeper) {
    this.client = client;
    this.kinds = List.copyOf(kinds);
    this.sleeper = sleeper;
  }

  /** What is missing, for /readyz. */
  Optional<String> problem() {
    return Optional.ofNullable(missing);
  }

  void await() throws InterruptedException {
    var pauses = new Pauses(sleeper);
    for (missing = find(); missing != null; missing = find()) {
      log.atWarn()
          .addKeyValue("problem", missing)
          .addKeyValue("nextTryInSeconds", pauses.next().toSeconds())
          .log("Waiting to start");
      pauses.pause();
    }
  }

  private @Nullable String find() {
    try {
      String version = client.getKubernetesVersion().getGitVersion();
      for (Class<? extends HasMetadata> kind : kinds) {
        if (!client.supports(kind)) {
          return "the CustomResourceDefinition "
              + HasMetadata.getFullResourceName(kind)
              + " (version "
              + HasMetadata.getVersion(kind)
              + ") is not installed: kubectl apply --server-side -f crds/";
        }
      }
      log.atDebug().addKeyValue("version", version).log("API server found");
      return null;
    } catch (KubernetesClientException e) {
      return "the API server at " + client.getMasterUrl() + " does not answer: " + reason(e);
    }
  }

  /** The JDK's client has no words for the commonest cause. */
  private static String reason(KubernetesClientException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return "connection refused";
      }
    }
    return ApiError.message(e);
  }
}
