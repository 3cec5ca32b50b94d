package io.myworkloads.operator.core.revisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionHashTest {

  /** The test vectors of FNV-1a in 32 bits, in decimals and encoded as upstream does. */
  @ParameterizedTest
  @CsvSource({"'', 2166136261", "a, 3826002220", "foobar, 3214735720"})
  void hashesAndEncodesAsUpstream(String text, String fnv) {
    assertThat(RevisionHash.of(text, null)).isEqualTo(RevisionHash.encoded(fnv));
  }

  /** A digit's place in the alphabet is its character's number modulo 27. */
  @Test
  void encodesDigits() {
    assertThat(RevisionHash.encoded("0123456789")).isEqualTo("456789bcdf");
  }

  @Test
  void collisionMakesItAnother() {
    Set<String> hashes = new HashSet<>();
    hashes.add(RevisionHash.of("template", null));
    for (int count = 0; count < 100; count++) {
      hashes.add(RevisionHash.of("template", count));
    }
    assertThat(hashes).hasSize(101);
    assertThat(RevisionHash.of("template", 3)).isEqualTo(RevisionHash.of("template", 3));
  }
}
