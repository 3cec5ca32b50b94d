package io.myworkloads.e2e.bench;

/** What is measured. */
enum Figure {
  CREATED("Pods created", "Pods/s"),
  DELETED("Pods deleted", "Pods/s"),
  COMPLETED("Pods completed and counted", "Pods/s"),
  P50("spec change to Pod created, median", "s"),
  P99("spec change to Pod created, 99th percentile", "s"),
  SETTLED("spec change to the status that says so", "s"),
  REQUESTS("API requests", "a Pod"),
  CPU("CPU time", "ms a Pod"),
  RSS("memory (RSS)", "MiB"),
  PEAK_RSS("peak memory (RSS) since the start", "MiB"),
  LATE("scheduled time to the object's creation, mean", "s"),
  LATEST("scheduled time to the last object's creation", "s"),
  MEMORY("memory (RSS) an object", "KiB"),
  IDLE("CPU time while nothing is due", "% of a core"),
  RECONCILE("one reconcile that changes nothing", "ms"),
  RECONCILE_CPU("CPU time of one reconcile that changes nothing", "ms"),
  RECONCILE_REQUESTS("API requests of one reconcile that changes nothing", "");

  private final String text;
  private final String unit;

  Figure(String text, String unit) {
    this.text = text;
    this.unit = unit;
  }

  String text() {
    return text;
  }

  String unit() {
    return unit;
  }
}
