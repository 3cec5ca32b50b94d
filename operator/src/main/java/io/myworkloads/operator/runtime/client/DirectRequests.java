package io.myworkloads.operator.runtime.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests past the client library's own, where those cost more than the request. Wherever that
 * will do, the answer is asked to be the metadata of objects alone: a Pod as a whole is some four
 * kilobytes of JSON, which the server would write and this process read, only to know what was
 * sent.
 */
public final class DirectRequests {
  private static final String JSON = "application/json";

  /** The last is for servers that cannot, and for their errors. */
  private static final String METADATA_ONLY =
      JSON + ";as=PartialObjectMetadata;g=meta.k8s.io;v=v1," + JSON;

  private static final String METADATA_OF_ALL =
      JSON + ";as=PartialObjectMetadataList;g=meta.k8s.io;v=v1," + JSON;

  /** As large a part as other clients ask for. */
  private static final int PAGE = 500;

  private final KubernetesClient client;
  private final JsonTrimmer trimmer = new JsonTrimmer(2, "managedFields");
  private final ObjectMapper json =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private record Described(ObjectMeta metadata) {}

  private record Version(long resourceVersion) {}

  private record Item(Version metadata) {}

  private record More(@JsonProperty("continue") @Nullable String next) {}

  /** A server writes null for no items. */
  private record Page(@Nullable List<Item> items, More metadata) {
    List<Item> all() {
      return items == null ? List.of() : items;
    }
  }

  public DirectRequests(KubernetesClient client) {
    this.client = client;
  }

  /** The path of the objects of a custom kind in a namespace. */
  public static String path(Class<? extends HasMetadata> kind, String namespace) {
    return "apis/%s/namespaces/%s/%s"
        .formatted(HasMetadata.getApiVersion(kind), namespace, HasMetadata.getPlural(kind));
  }

  /**
   * Creates an object.
   *
   * @param path of the collection
   * @return the metadata that the server gave the object
   * @throws KubernetesClientException as the client library does
   */
  public ObjectMeta create(String path, Object object) {
    return metadata(
        answer(request(path, METADATA_ONLY).method("POST", JSON, json(object)).build()));
  }

  /**
   * Changes an object.
   *
   * @param path of the object, or of a subresource of it
   * @return the metadata that the object has then
   * @throws KubernetesClientException as the client library does
   */
  public ObjectMeta patch(String path, PatchType type, Object patch) {
    return metadata(answer(patch(path, METADATA_ONLY, type, patch)));
  }

  /**
   * Changes an object. The client library would copy and compare what it is given first.
   *
   * @param path of the object
   * @return the object then, as JSON
   * @throws KubernetesClientException as the client library does
   */
  public byte[] patchForAll(String path, PatchType type, Object patch) {
    return answer(patch(path, JSON, type, patch));
  }

  private HttpRequest patch(String path, String accept, PatchType type, Object patch) {
    return request(path, accept).method("PATCH", type.getContentType(), json(patch)).build();
  }

  private ObjectMeta metadata(byte[] answer) {
    try {
      return json.readValue(answer, 0, trimmer.trim(answer), Described.class).metadata();
    } catch (IOException e) {
      throw KubernetesClientException.launderThrowable(e);
    }
  }

  /**
   * The version of the object that was written last, of a collection as it is in the server's own
   * store.
   *
   * @param path of the collection
   * @return 0 where it is empty
   * @throws KubernetesClientException as the client library does
   */
  public long newestVersion(String path) {
    long newest = 0;
    String next = "";
    do {
      Page page = page(path + "?limit=" + PAGE + next);
      newest =
          Math.max(
              newest,
              page.all().stream()
                  .mapToLong(item -> item.metadata().resourceVersion())
                  .max()
                  .orElse(0));
      String token = page.metadata().next();
      next =
          token == null || token.isEmpty()
              ? ""
              : "&continue=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    } while (!next.isEmpty());
    return newest;
  }

  private Page page(String path) {
    try {
      return json.readValue(answer(request(path, METADATA_OF_ALL).build()), Page.class);
    } catch (IOException e) {
      throw KubernetesClientException.launderThrowable(e);
    }
  }

  /**
   * Deletes an object.
   *
   * @param path of the object
   * @throws KubernetesClientException as the client library does
   */
  public void delete(String path, Object options) {
    answer(request(path, METADATA_ONLY).method("DELETE", JSON, json(options)).build());
  }

  private String json(Object body) {
    return client.getKubernetesSerialization().asJson(body);
  }

  private HttpRequest.Builder request(String path, String accept) {
    return client
        .getHttpClient()
        .newHttpRequestBuilder()
        .uri(client.getMasterUrl() + path)
        .header("Accept", accept)
        .timeout(client.getConfiguration().getRequestTimeout(), TimeUnit.MILLISECONDS);
  }

  private byte[] answer(HttpRequest request) {
    HttpResponse<byte[]> answer = await(request);
    if (!answer.isSuccessful()) {
      throw new KubernetesClientException(status(answer));
    }
    return answer.body();
  }

  private HttpResponse<byte[]> await(HttpRequest request) {
    try {
      return client.getHttpClient().sendAsync(request, byte[].class).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KubernetesClientException.launderThrowable(new InterruptedIOException());
    } catch (ExecutionException e) {
      throw KubernetesClientException.launderThrowable(e.getCause());
    }
  }

  /** What the server says; where that is no Status, as from a proxy, it is the message of one. */
  private Status status(HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    StatusBuilder status;
    try {
      status = new StatusBuilder(client.getKubernetesSerialization().unmarshal(body, Status.class));
    } catch (KubernetesClientException e) {
      status = new StatusBuilder().withMessage(body);
    }
    return status.withCode(answer.code()).build();
  }
}
