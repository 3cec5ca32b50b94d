package io.myworkloads.operator.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Go's encoding/json makes of strings. */
class GoJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":[1,true,null]} | {\"a\":[1,true,null]}",
        "\"a && b < c > d\" | \"a \\u0026\\u0026 b \\u003c c \\u003e d\"",
        "\"\\u001B\\u00AB\" | \"\\u001b\\u00ab\"",
        "\"\\\\u001B\" | \"\\\\u001B\"",
        "\"\\n\\t\\\"\" | \"\\n\\t\\\"\"",
        "\"\u2028é\" | \"\\u2028é\""
      })
  void writesAsTheServerDoes(String json, String expected) {
    assertThat(GoJson.of(json)).isEqualTo(expected);
  }
}
