package io.myworkloads.operator.runtime.client;

/**
 * JSON text as the API server writes it, for where it compares texts. The data of a
 * ControllerRevision may not change, and the server keeps it as the text that it was sent; most
 * patches, those of the garbage collector among them, make it write the text anew. One that it
 * would have written otherwise is then refused as changed, and its owner can never be orphaned.
 *
 * <p>upstream: Go's encoding/json, Marshal; the order of fields is the caller's affair
 */
public final class GoJson {
  private GoJson() {}

  /** The same JSON with Go's escapes in its strings. */
  public static String of(String json) {
    StringBuilder result = new StringBuilder(json.length() + 16);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (c) {
        case '<', '>', '&', '\u2028', '\u2029' -> result.append("\\u%04x".formatted((int) c));
        case '\\' -> {
          char escaped = json.charAt(++i);
          result.append(c).append(escaped);
          if (escaped == 'u') {
            for (int end = i + 4; i < end; ) {
              result.append(Character.toLowerCase(json.charAt(++i)));
            }
          }
        }
        default -> result.append(c);
      }
    }
    return result.toString();
  }
}
