package io.myworkloads.operator.core.pods;

import java.time.Instant;

/**
 * A write that failed and has not been followed by a success.
 *
 * @param message the API server's words
 * @param retryAt before this nothing of the sort is tried again
 */
public record Failure(Reason reason, String message, Instant retryAt) {

  /** What failed. */
  public enum Reason {
    /** A Pod could not be made. */
    FAILED_CREATE,
    /** A Pod could not be deleted. */
    FAILED_DELETE,
    /** A Pod could not be adopted or released: nothing else is done before that is settled. */
    FAILED_CLAIM,
    /** The namespace is on its way out: nothing to tell anyone, and no use in trying often. */
    NAMESPACE_TERMINATING;
  }
}
