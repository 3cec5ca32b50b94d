package io.myworkloads.e2e.bench;

/**
 * When work is done that is done thrice: right after the start, once more to warm up, and then as
 * the measurement of a warm process.
 */
enum Phase {
  FIRST("first after the start"),
  WARM_UP("second"),
  WARM("warm");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
