package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;

/**
 * Formats that several fields share, with upstream's words for what breaks them.
 *
 * <p>upstream: apimachinery, pkg/util/validation/validation.go
 */
final class Formats {
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String PORT_NAME =
      "([a-z0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*"; // a letter in it, no hyphen at an end or
  // beside another
  static final String LABEL_KEY =
      "([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]";
  private static final String LABEL_VALUE = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
  private static final String PORT_RANGE = "must be between 1 and 65535, inclusive";

  private Formats() {}

  static void dnsLabel(Schema schema) {
    schema
        .minLength(1)
        .maxLength(63)
        .rule(
            "self.matches('^" + DNS_LABEL + "$')",
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end"
                + " with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '"
                + DNS_LABEL
                + "')");
  }

  /**
   * Keys cannot be checked: a schema has no words for them, and a rule for keys of any length costs
   * too much.
   */
  static void labels(Schema schema) {
    schema.maxProperties(Bounds.LABELS);
    labelValue(schema.values());
  }

  static void labelValue(Schema schema) {
    schema.maxLength(63).pattern("^" + LABEL_VALUE + "$");
  }

  static void labelKey(Schema schema) {
    schema.minLength(1).maxLength(253 + 1 + 63).pattern("^" + LABEL_KEY + "$");
  }

  static void optionalDnsLabel(Schema schema) {
    schema.maxLength(63).pattern("^(" + DNS_LABEL + ")?$");
  }

  static void optionalDnsName(Schema schema) {
    schema.maxLength(253).pattern("^(" + DNS_LABEL + "(\\." + DNS_LABEL + ")*)?$");
  }

  static void portNumber(Schema schema) {
    schema.rule("self >= 1 && self <= 65535", PORT_RANGE);
  }

  static void portName(Schema schema) {
    schema.maxLength(15).pattern("^(" + PORT_NAME + ")?$");
  }

  /** A port by number, or by the name that the container gives it. */
  static void portNumberOrName(Schema schema) {
    // length and pattern hold for strings only
    schema
        .minLength(1)
        .maxLength(15)
        .pattern("^" + PORT_NAME + "$")
        .rule("type(self) != int || (self >= 1 && self <= 65535)", PORT_RANGE);
  }

  static void notNegative(Schema schema) {
    schema.minimum(0);
  }

  /** A field that upstream's type has, and that makes no sense here. */
  static void forbidden(Schema schema, String message) {
    schema.rule("false", message, "", Reason.FieldValueForbidden);
  }
}
