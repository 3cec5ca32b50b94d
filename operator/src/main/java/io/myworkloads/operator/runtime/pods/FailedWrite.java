package io.myworkloads.operator.runtime.pods;

import io.myworkloads.operator.core.pods.Failure;

/**
 * Why a plan could not be carried out to its end.
 *
 * @param message the server's words
 */
public record FailedWrite(Failure.Reason reason, String message) {}
