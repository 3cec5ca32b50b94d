package io.myworkloads.api.crd;

/**
 * How long lists and maps may get. Upstream has no such bounds. The API server wants them: it
 * multiplies the cost of a rule by the longest list that it could run over, and refuses a CRD whose
 * rules could cost too much. They are far above what Pods have.
 */
final class Bounds {
  static final int CONTAINERS = 128;
  static final int PORTS = 1024;
  static final int ENVIRONMENT = 2048;
  static final int MOUNTS = 1024;
  static final int HOST_ALIASES = 1024;
  static final int FILES = 64;
  static final int VOLUMES = 256;
  static final int SOURCES = 256;
  static final int PROJECTED_SOURCES = 64;
  static final int TOLERATIONS = 256;
  static final int AFFINITY_TERMS = 64;
  static final int LABELS = 256;
  static final int SUCCEEDED_INDEXES = 4096;
  static final int SELECTOR_REQUIREMENTS = 64;
  static final int SELECTOR_VALUES = 256;

  private Bounds() {}
}
