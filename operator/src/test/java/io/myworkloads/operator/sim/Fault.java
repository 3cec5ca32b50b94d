package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;

/** What goes wrong with one request. */
public enum Fault {
  NONE,
  /** Forbidden by something that looks at each request: a quota, a policy, a webhook. */
  FORBIDDEN,
  /** The server is asked for too much. */
  THROTTLED,
  /** Another write came between. */
  CONFLICT,
  /** The server failed before it did anything. */
  SERVER_ERROR,
  /** The server did it and then failed to say so. */
  SERVER_ERROR_AFTERWARDS,
  /** The request did not arrive. */
  REQUEST_LOST,
  /** The request was carried out, and the answer did not arrive. */
  ANSWER_LOST,
  /** The request was carried out, its answer lost, and the client library sent it once more. */
  REPEATED,
  /** The operator is killed before the request is sent. */
  CRASH_BEFORE,
  /** The operator is killed when the request is carried out. */
  CRASH_AFTER;

  /** Whether the request is carried out. */
  boolean done() {
    return switch (this) {
      case NONE, SERVER_ERROR_AFTERWARDS, ANSWER_LOST, REPEATED, CRASH_AFTER -> true;
      case FORBIDDEN, THROTTLED, CONFLICT, SERVER_ERROR, REQUEST_LOST, CRASH_BEFORE -> false;
    };
  }

  /** Whether the operator hears of something else than what became of the request. */
  boolean hidesAnswer() {
    return this != NONE && this != REPEATED;
  }

  boolean crash() {
    return this == CRASH_BEFORE || this == CRASH_AFTER;
  }

  /** What the client throws. */
  KubernetesClientException exception(String request) {
    return switch (this) {
      case FORBIDDEN -> answer(403, "Forbidden", request + " is forbidden: a policy says no");
      case THROTTLED -> answer(429, "TooManyRequests", "too many requests");
      case CONFLICT ->
          answer(409, "Conflict", "Operation cannot be fulfilled: the object has been modified");
      case SERVER_ERROR, SERVER_ERROR_AFTERWARDS ->
          answer(500, "InternalError", "etcdserver: request timed out");
      case REQUEST_LOST, ANSWER_LOST, CRASH_BEFORE, CRASH_AFTER ->
          new KubernetesClientException(
              "An error has occurred.", new IOException("connection reset"));
      case NONE, REPEATED -> throw new IllegalStateException("nothing went wrong");
    };
  }

  static KubernetesClientException answer(int code, String reason, String message) {
    return new KubernetesClientException(
        message,
        code,
        new StatusBuilder()
            .withStatus("Failure")
            .withCode(code)
            .withReason(reason)
            .withMessage(message)
            .build());
  }
}
