package io.myworkloads.api.crd;

import io.myworkloads.api.crd.Schema.Reason;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What several fields share, with upstream's words for what breaks it.
 *
 * <p>upstream: apimachinery, pkg/util/validation/validation.go
 */
final class Formats {
  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String DNS_NAME = DNS_LABEL + "(\\." + DNS_LABEL + ")*";
  private static final String PORT_NAME =
      "([a-z0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*"; // a letter in it, no hyphen at an end or
  // beside another
  private static final String QUALIFIED_NAME =
      "(" + DNS_NAME + "/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]";
  private static final String LABEL_VALUE = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
  // the parts of a path, each of which is anything but ".."
  private static final String PART = "([^/.][^/]*|\\.[^/.][^/]*|\\.\\.[^/]+|\\.)";
  private static final String PATH = PART + "(/+" + PART + ")*/*";
  private static final String QUANTITY =
      "\\+?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?";
  private static final String PORT_RANGE = "must be between 1 and 65535, inclusive";
  private static final int LONGEST_DNS_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private Formats() {}

  /** With upstream's message instead of a pattern, for the names that people choose most. */
  static void dnsLabel(Schema schema) {
    schema
        .notEmpty()
        .maxLength(LONGEST_LABEL)
        .rule(
            "self.matches('^" + DNS_LABEL + "$')",
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end"
                + " with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '"
                + DNS_LABEL
                + "')");
  }

  static void optionalDnsLabel(Schema schema) {
    schema.maxLength(LONGEST_LABEL).pattern("^(" + DNS_LABEL + ")?$");
  }

  static void dnsName(Schema schema) {
    schema.maxLength(LONGEST_DNS_NAME).pattern("^" + DNS_NAME + "$");
  }

  static void optionalDnsName(Schema schema) {
    schema.maxLength(LONGEST_DNS_NAME).pattern("^(" + DNS_NAME + ")?$");
  }

  static void searchDomain(Schema schema) {
    String label = DNS_LABEL.replace("a-z", "_a-z");
    schema.maxLength(LONGEST_DNS_NAME + 1).pattern("^(" + label + "(\\." + label + ")*\\.?|\\.)$");
  }

  static void ip(Schema schema) {
    schema
        .maxLength("0000:0000:0000:0000:0000:ffff:255.255.255.255".length())
        .rule("isIP(self)", "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
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
    schema.maxLength(LONGEST_LABEL).pattern("^" + LABEL_VALUE + "$");
  }

  /** The key of a label or a taint, a condition, a gate. */
  static void qualifiedName(Schema schema) {
    schema
        .notEmpty()
        .maxLength(LONGEST_DNS_NAME + 1 + LONGEST_LABEL)
        .pattern("^" + QUALIFIED_NAME + "$");
  }

  static void optionalQualifiedName(Schema schema) {
    schema.maxLength(LONGEST_DNS_NAME + 1 + LONGEST_LABEL).pattern("^(" + QUALIFIED_NAME + ")?$");
  }

  static void portNumber(Schema schema) {
    schema.rule("self >= 1 && self <= 65535", PORT_RANGE);
  }

  static void optionalPortNumber(Schema schema) {
    schema.rule("self >= 0 && self <= 65535", PORT_RANGE);
  }

  static void optionalPortName(Schema schema) {
    schema.maxLength(15).pattern("^(" + PORT_NAME + ")?$");
  }

  /** A port by number, or by the name that the container gives it. */
  static void portNumberOrName(Schema schema) {
    // length and pattern hold for strings only
    schema
        .notEmpty()
        .maxLength(15)
        .pattern("^" + PORT_NAME + "$")
        .rule("type(self) != int || (self >= 1 && self <= 65535)", PORT_RANGE);
  }

  /** The key of a ConfigMap or a Secret. */
  static void dataKey(Schema schema) {
    schema.maxLength(LONGEST_DNS_NAME).pattern("^[-._a-zA-Z0-9]+$");
  }

  /** An amount of something, which no Pod has less than nothing of. */
  static void quantity(Schema schema) {
    schema.numberOrString().minimum(0).pattern("^" + QUANTITY + "$");
  }

  /** A path that stays below where it starts. */
  static void relativePath(Schema schema) {
    schema.notEmpty().pattern("^" + PATH + "$");
  }

  static void optionalRelativePath(Schema schema) {
    schema.pattern("^(" + PATH + ")?$");
  }

  static void pathWithoutBacksteps(Schema schema) {
    schema.notEmpty().pattern("^/*(" + PATH + ")?$");
  }

  static void fileMode(Schema schema) {
    schema.minimum(0).maximum(0777);
  }

  static void userOrGroup(Schema schema) {
    schema.minimum(0).maximum(Integer.MAX_VALUE);
  }

  static void exactlyOne(Schema schema, String... fields) {
    schema
        .rule(
            count(Stream.of(fields)) + " > 0",
            "must specify one of: `" + String.join("`, `", fields) + "`")
        .rule(
            count(Stream.of(fields)) + " < 2",
            "may not have more than one field specified at a time");
  }

  /**
   * An expression for how many of the fields are there. The sum costs far less than a list that is
   * filtered.
   */
  static String count(Stream<String> fields) {
    return fields.map(f -> "(has(self." + f + ") ? 1 : 0)").collect(Collectors.joining(" + "));
  }

  /**
   * upstream: validateHandler, which takes the first handler that is there and refuses each later
   * one.
   */
  static void oneHandler(Schema schema, String... fields) {
    StringBuilder earlier = new StringBuilder();
    for (String field : fields) {
      String has = "has(self." + field + ")";
      if (!earlier.isEmpty()) {
        schema.rule(
            "!" + has + " || !(" + earlier + ")",
            "may not specify more than 1 handler type",
            "." + field,
            Reason.FieldValueForbidden);
        earlier.append(" || ");
      }
      earlier.append(has);
    }
    schema.rule(earlier.toString(), "must specify a handler type", "", Reason.FieldValueRequired);
  }
}
