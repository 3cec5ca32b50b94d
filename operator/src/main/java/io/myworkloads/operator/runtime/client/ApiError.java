package io.myworkloads.operator.runtime.client;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;

/** What an answer of the API server that is not a success means to the one who asked. */
public enum ApiError {
  /** There is an object of that name. */
  ALREADY_EXISTS,
  /** There is no such object. */
  NOT_FOUND,
  /** The object is another one or another version than was said. */
  CONFLICT,
  /** The change makes no valid object. */
  INVALID,
  /** Nothing is created any more in a namespace that is being deleted. */
  NAMESPACE_TERMINATING,
  /** The server said no, and did nothing. */
  REFUSED,
  /** No answer, or one that does not say whether the request was carried out. */
  UNKNOWN;

  /** What an exception of the client says. */
  public static ApiError of(KubernetesClientException e) {
    String reason =
        e.getStatus() == null ? "" : Objects.requireNonNullElse(e.getStatus().getReason(), "");
    return switch (e.getCode()) {
      case 404 -> NOT_FOUND;
      case 409 -> reason.equals("AlreadyExists") ? ALREADY_EXISTS : CONFLICT;
      case 422 -> INVALID;
      case 403 -> hasCause(e.getStatus(), "NamespaceTerminating") ? NAMESPACE_TERMINATING : REFUSED;
      case 408 -> UNKNOWN;
      default -> e.getCode() >= 400 && e.getCode() < 500 ? REFUSED : UNKNOWN;
    };
  }

  /** The server's words where it said any. */
  public static String message(KubernetesClientException e) {
    Status status = e.getStatus();
    if (status != null && status.getMessage() != null && !status.getMessage().isEmpty()) {
      return status.getMessage();
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
  }

  private static boolean hasCause(Status status, String type) {
    StatusDetails details = status == null ? null : status.getDetails();
    return details != null
        && details.getCauses().stream().anyMatch(cause -> type.equals(cause.getReason()));
  }
}
