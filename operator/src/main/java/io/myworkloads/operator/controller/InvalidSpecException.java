package io.myworkloads.operator.controller;

/**
 * A spec that the API server accepted, and that cannot be acted upon. The message names the field
 * and the reason.
 */
final class InvalidSpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSpecException(String field, String reason) {
    super(field + ": " + reason);
  }
}
