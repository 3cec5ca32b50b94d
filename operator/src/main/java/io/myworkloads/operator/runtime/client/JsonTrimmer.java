package io.myworkloads.operator.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Takes fields out of JSON before it is parsed. To step over a value costs a look at each of its
 * bytes here; a parser makes a name of each field in it.
 */
final class JsonTrimmer {
  private final int depth;
  private final byte[][] names;

  /**
   * A trimmer of one shape of text.
   *
   * @param depth of the objects whose fields these are: 1 for the whole text, each object and array
   *     in it one more
   * @param names of the fields to be taken out, without characters that JSON escapes
   */
  JsonTrimmer(int depth, String... names) {
    this.depth = depth;
    this.names = Arrays.stream(names).map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
  }

  /**
   * Trims a text in place. One that is cut off or no JSON is left to the parser to complain of.
   *
   * @param json UTF-8; what is behind the result is rubbish afterwards
   * @return the length of the result
   */
  int trim(byte[] json) {
    int level = 0;
    int to = 0;
    int at = 0;
    while (at < json.length) {
      byte b = json[at];
      if (b == '"') {
        int end = endOfString(json, at);
        if (level == depth && isName(json, end) && taken(json, at + 1, end - 1)) {
          at = endOfValue(json, end);
          int next = afterSpace(json, at);
          if (next < json.length && json[next] == ',') {
            at = next + 1;
          } else {
            to = beforeComma(json, to);
          }
          continue;
        }
        System.arraycopy(json, at, json, to, end - at);
        to += end - at;
        at = end;
        continue;
      }
      level += step(b);
      json[to++] = b;
      at++;
    }
    return to;
  }

  private static int step(byte b) {
    return switch (b) {
      case '{', '[' -> 1;
      case '}', ']' -> -1;
      default -> 0;
    };
  }

  private boolean taken(byte[] json, int from, int to) {
    for (byte[] name : names) {
      if (Arrays.equals(json, from, to, name, 0, name.length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isName(byte[] json, int end) {
    int next = afterSpace(json, end);
    return next < json.length && json[next] == ':';
  }

  /** The place behind the value of a name that ends here. */
  private static int endOfValue(byte[] json, int endOfName) {
    int at = afterSpace(json, afterSpace(json, endOfName) + 1);
    int level = 0;
    while (at < json.length) {
      byte b = json[at];
      if (level == 0 && (b == ',' || b == '}' || b == ']')) {
        return at;
      }
      level += step(b);
      at = b == '"' ? endOfString(json, at) : at + 1;
      if (level == 0 && (b == '}' || b == ']' || b == '"')) {
        return at;
      }
    }
    return at;
  }

  /** The place behind a string that begins here. */
  private static int endOfString(byte[] json, int at) {
    for (int i = at + 1; i < json.length; i++) {
      if (json[i] == '"') {
        return i + 1;
      }
      if (json[i] == '\\') {
        i++;
      }
    }
    return json.length;
  }

  private static int afterSpace(byte[] json, int at) {
    int i = at;
    while (i < json.length && json[i] <= ' ') {
      i++;
    }
    return i;
  }

  /** Without the comma that led to the field, if it was the last of its object. */
  private static int beforeComma(byte[] json, int to) {
    int i = to;
    while (i > 0 && json[i - 1] <= ' ') {
      i--;
    }
    return i > 0 && json[i - 1] == ',' ? i - 1 : to;
  }
}
