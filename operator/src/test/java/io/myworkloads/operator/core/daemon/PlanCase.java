package io.myworkloads.operator.core.daemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An observation and what follows.
 *
 * @param actions as {@link PlanText} puts them
 */
record PlanCase(String name, ObservationBuilder seen, String actions) {

  void check() {
    assertThat(PlanText.of(seen.build())).isEqualTo(actions);
  }

  @Override
  public String toString() {
    return name;
  }
}
