package io.myworkloads.operator.core.pods;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The user's word on which Pods go first.
 *
 * <p>upstream: pkg/apis/core/helper/helpers.go GetDeletionCostFromPodAnnotations
 */
public final class DeletionCost {
  public static final String ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";

  /** No plus sign, and no leading zeros but after a minus. */
  private static final Pattern WELL_FORMED = Pattern.compile("0|[1-9][0-9]*|-[0-9]+");

  private DeletionCost() {}

  /**
   * The cost that the annotations state; 0 where they state none, or none that is a 32-bit integer.
   */
  public static int of(Map<String, String> annotations) {
    String value = annotations.get(ANNOTATION);
    if (value == null || !WELL_FORMED.matcher(value).matches()) {
      return 0;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException outOfRange) {
      return 0;
    }
  }
}
