package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodNamesTest {
  private final PodNames names = new PodNames(new Random(1));

  @Test
  void addsFiveCharactersToTheOwnersName() {
    assertThat(names.next("web-")).matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
  }

  @Test
  void hardlyEverMakesANameTwice() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      made.add(names.next("web-"));
    }
    assertThat(made).hasSizeGreaterThan(995);
  }

  /** As upstream: a long owner's name is cut, and the Pod's is a host name all the same. */
  @ParameterizedTest(name = "an owner''s name of {0} characters")
  @CsvSource({"57, 58", "58, 58", "100, 58", "252, 58", "253, 58"})
  void makesNoNameOfMoreThan63Characters(int length, int kept) {
    String owner = "a".repeat(length);

    assertThat(names.next(PodNames.prefix(owner)))
        .hasSize(kept + 5)
        .startsWith(owner.substring(0, kept - 1));
  }

  @ParameterizedTest(name = "an owner''s name of {0} characters")
  @CsvSource({"1, 2", "252, 253", "253, 253"})
  void addsADashWhereThereIsRoomForOne(int length, int prefix) {
    assertThat(PodNames.prefix("a".repeat(length))).hasSize(prefix);
  }
}
