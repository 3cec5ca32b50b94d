package io.myworkloads.operator.core.nodes;

/** Keeps Pods off a node that do not tolerate it. */
public record Taint(String key, String value, Effect effect) {

  /** What happens to a Pod that does not tolerate the taint. */
  public enum Effect {
    /** It is not put on the node. */
    NO_SCHEDULE,
    /** The scheduler prefers other nodes. */
    PREFER_NO_SCHEDULE,
    /** It is not put on the node, and taken off it. */
    NO_EXECUTE,
    /** An effect of a later version. */
    OTHER;

    /** The effect by its name in the API. */
    public static Effect of(String name) {
      return switch (name) {
        case "NoSchedule" -> NO_SCHEDULE;
        case "PreferNoSchedule" -> PREFER_NO_SCHEDULE;
        case "NoExecute" -> NO_EXECUTE;
        default -> OTHER;
      };
    }
  }
}
