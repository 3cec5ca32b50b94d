package io.myworkloads.operator.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorTest {
  private static KubernetesClientException answer(int code, String reason, String message) {
    return new KubernetesClientException(
        "POST failed", code, new StatusBuilder().withReason(reason).withMessage(message).build());
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "400, BadRequest, REFUSED",
    "401, Unauthorized, REFUSED",
    "403, Forbidden, REFUSED",
    "404, NotFound, NOT_FOUND",
    "408, Timeout, UNKNOWN",
    "409, AlreadyExists, ALREADY_EXISTS",
    "409, Conflict, CONFLICT",
    "409, '', CONFLICT",
    "410, Gone, REFUSED",
    "413, RequestEntityTooLarge, REFUSED",
    "422, Invalid, INVALID",
    "429, TooManyRequests, REFUSED",
    "500, InternalError, UNKNOWN",
    "503, ServiceUnavailable, UNKNOWN",
    "504, Timeout, UNKNOWN",
    "0, '', UNKNOWN",
  })
  void tells(int code, String reason, ApiError error) {
    assertThat(ApiError.of(answer(code, reason, ""))).isEqualTo(error);
  }

  @Test
  void tellsTheEndOfANamespaceFromOtherRefusals() {
    Status status =
        new StatusBuilder()
            .withReason("Forbidden")
            .withNewDetails()
            .addNewCause("metadata.namespace", "it is being terminated", "NamespaceTerminating")
            .endDetails()
            .build();

    assertThat(ApiError.of(new KubernetesClientException("POST failed", 403, status)))
        .isEqualTo(ApiError.NAMESPACE_TERMINATING);
  }

  @Test
  void knowsNotWhatAnAnswerThatDidNotComeWouldHaveSaid() {
    assertThat(
            ApiError.of(
                new KubernetesClientException("failed", new IOException("connection reset"))))
        .isEqualTo(ApiError.UNKNOWN);
    assertThat(ApiError.of(new KubernetesClientException("failed"))).isEqualTo(ApiError.UNKNOWN);
  }

  @Test
  void repeatsTheServersWords() {
    assertThat(ApiError.message(answer(403, "Forbidden", "exceeded quota")))
        .isEqualTo("exceeded quota");
  }

  @Test
  void repeatsTheDeepestWordsWhereTheServerSaidNothing() {
    assertThat(
            ApiError.message(
                new KubernetesClientException(
                    "An error has occurred.",
                    new IOException("wrapped", new ConnectException("connection refused")))))
        .isEqualTo("connection refused");
    assertThat(ApiError.message(answer(500, "", ""))).isEqualTo("POST failed");
  }

  @Test
  void namesTheErrorWhereNobodySaidAnything() {
    assertThat(
            ApiError.message(
                new KubernetesClientException("An error has occurred.", new ConnectException())))
        .isEqualTo("ConnectException");
  }
}
