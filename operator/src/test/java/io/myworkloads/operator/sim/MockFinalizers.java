package io.myworkloads.operator.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Queue;

/**
 * Lets the mock of the API server do with finalizers as a server does. By itself it refuses the
 * strategic merge patches that take them off, and gives what waits for them a deletion timestamp
 * without a zone.
 */
final class MockFinalizers extends KubernetesMixedDispatcher {
  private static final String OFF = "$deleteFromPrimitiveList/finalizers";

  private final ObjectMapper json = new ObjectMapper();

  MockFinalizers(Map<ServerRequest, Queue<ServerResponse>> expected) {
    super(expected);
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    try {
      return switch (request.method()) {
        case DELETE -> delete(request);
        case PATCH -> patch(request);
        default -> super.dispatch(request);
      };
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private MockResponse delete(RecordedRequest request) throws JsonProcessingException {
    MockResponse read = read(request);
    JsonNode metadata = json.readTree(read.getBody().readUtf8()).path("metadata");
    if (metadata.path("finalizers").isEmpty() || metadata.has("deletionTimestamp")) {
      return super.dispatch(request);
    }
    ObjectNode wanted = json.createObjectNode();
    wanted.put("deletionTimestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return merge(request, wanted).setResponseCode(200);
  }

  private MockResponse patch(RecordedRequest request) throws JsonProcessingException {
    String type = request.getHeader("Content-Type");
    if (type == null || !type.startsWith(PatchType.STRATEGIC_MERGE.getContentType())) {
      return super.dispatch(request);
    }
    ObjectNode wanted = (ObjectNode) json.readTree(request.getUtf8Body()).get("metadata");
    MockResponse read = read(request);
    if (read.code() != 200 || !wanted.has(OFF)) {
      return super.dispatch(request);
    }
    String object = read.getBody().readUtf8();
    JsonNode metadata = json.readTree(object).get("metadata");
    if (!metadata.get("uid").equals(wanted.get("uid"))) {
      return new MockResponse().setResponseCode(409);
    }
    if (!wanted.has("resourceVersion")) {
      wanted.set("resourceVersion", metadata.get("resourceVersion"));
    }
    takeOff(wanted, metadata.path("finalizers"));
    MockResponse answer = merge(request, wanted);
    return answer.getBody().size() == 0 && answer.code() < 300
        ? answer.setBody(object) // it went with its last finalizer
        : answer;
  }

  private static void takeOff(ObjectNode wanted, JsonNode there) {
    JsonNode off = wanted.remove(OFF);
    ArrayNode stay = wanted.putArray("finalizers");
    there.forEach(stay::add);
    off.forEach(name -> stay.removeIf(name::equals));
  }

  private MockResponse read(RecordedRequest request) {
    return super.dispatch(like(request, HttpMethod.GET, ""));
  }

  private MockResponse merge(RecordedRequest request, ObjectNode metadata)
      throws JsonProcessingException {
    return super.dispatch(
        like(
            request,
            HttpMethod.PATCH,
            json.writeValueAsString(json.createObjectNode().set("metadata", metadata))));
  }

  private static RecordedRequest like(RecordedRequest request, HttpMethod method, String body) {
    return new RecordedRequest(
        request.getHttpVersion(),
        method,
        request.getPath(),
        Headers.builder().add("Content-Type", PatchType.JSON_MERGE.getContentType()).build(),
        new Buffer().writeUtf8(body));
  }
}
