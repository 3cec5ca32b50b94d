package io.myworkloads.operator.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTrimmerTest {
  /** Takes out the fields "cut" and "away" of the objects in the text's object. */
  private final JsonTrimmer trimmer = new JsonTrimmer(2, "cut", "away");

  record Case(String name, String json, String trimmed) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        kept("nothing", ""),
        kept("an empty object", "{}"),
        kept("no such field", "{\"a\":{\"b\":[1,{\"c\":null}],\"d\":\"x\"}}"),
        kept("one that is not so deep", "{\"cut\":1,\"a\":{}}"),
        kept("one that is deeper", "{\"a\":{\"b\":{\"cut\":1}}}"),
        kept("one that is deeper, in an array", "{\"a\":[{\"cut\":1}]}"),
        kept("a value of that name", "{\"a\":{\"b\":\"cut\"}}"),
        kept("values of that name in an array", "{\"a\":[\"cut\",\"away\"]}"),
        kept("a name that only begins so", "{\"a\":{\"cutter\":1,\"cu\":2}}"),
        kept("an escaped quote before a name", "{\"a\":{\"b\":\"\\\",\\\"cut\\\":1\"}}"),
        kept("an escaped backslash", "{\"a\":{\"b\":\"\\\\\",\"c\":1}}"),
        kept("letters of more than one byte", "{\"a\":{\"b\":\"ü€😀\"}}"),
        new Case("the only one", "{\"a\":{\"cut\":1}}", "{\"a\":{}}"),
        new Case("the first", "{\"a\":{\"cut\":1,\"b\":2}}", "{\"a\":{\"b\":2}}"),
        new Case("the last", "{\"a\":{\"b\":2,\"cut\":1}}", "{\"a\":{\"b\":2}}"),
        new Case(
            "in the middle", "{\"a\":{\"b\":2,\"cut\":1,\"c\":3}}", "{\"a\":{\"b\":2,\"c\":3}}"),
        new Case("two in a row", "{\"a\":{\"b\":2,\"cut\":1,\"away\":3}}", "{\"a\":{\"b\":2}}"),
        new Case("both alone", "{\"a\":{\"cut\":1,\"away\":3}}", "{\"a\":{}}"),
        new Case(
            "of several objects", "{\"a\":{\"cut\":1},\"b\":{\"cut\":2}}", "{\"a\":{},\"b\":{}}"),
        new Case("a string", "{\"a\":{\"cut\":\"x,}\\\"y\",\"b\":2}}", "{\"a\":{\"b\":2}}"),
        new Case(
            "an object",
            "{\"a\":{\"cut\":{\"x\":[{},{\"y\":\"]}\"}]},\"b\":2}}",
            "{\"a\":{\"b\":2}}"),
        new Case("an array", "{\"a\":{\"cut\":[[],[1,\"[\"]],\"b\":2}}", "{\"a\":{\"b\":2}}"),
        new Case("an empty array at the end", "{\"a\":{\"b\":2,\"cut\":[]}}", "{\"a\":{\"b\":2}}"),
        new Case(
            "true, false, null",
            "{\"a\":{\"cut\":true,\"away\":null,\"b\":false}}",
            "{\"a\":{\"b\":false}}"),
        new Case(
            "with spaces",
            "{ \"a\" : { \"b\" : 2 , \"cut\" : [ 1 ] } }",
            "{ \"a\" : { \"b\" : 2  } }"));
  }

  private static Case kept(String name, String json) {
    return new Case(name + " is kept", json, json);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void takesOut(Case c) {
    byte[] json = c.json().getBytes(UTF_8);
    int length = trimmer.trim(json);

    assertThat(new String(json, 0, length, UTF_8)).isEqualTo(c.trimmed());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void comesToAnEndWhereTheTextIsCutOff(Case c) {
    byte[] json = c.json().getBytes(UTF_8);
    for (int length = 0; length < json.length; length++) {
      byte[] start = java.util.Arrays.copyOf(json, length);
      assertThat(trimmer.trim(start)).isBetween(0, length);
    }
  }
}
