package io.myworkloads.operator.core.status;

import java.util.ArrayList;
import java.util.List;

/** Changes to a list of conditions that leave those of other types as they are. */
public final class Conditions {
  private Conditions() {}

  /**
   * The list with this condition in it: its words are always the newest, its time is that of the
   * last change of status.
   */
  public static List<Condition> with(List<Condition> conditions, Condition condition) {
    List<Condition> result = new ArrayList<>(conditions.size() + 1);
    boolean replaced = false;
    for (Condition present : conditions) {
      if (!present.type().equals(condition.type())) {
        result.add(present);
      } else {
        result.add(
            new Condition(
                condition.type(),
                condition.status(),
                condition.reason(),
                condition.message(),
                present.status().equals(condition.status())
                    ? present.lastTransition()
                    : condition.lastTransition(),
                condition.observedGeneration()));
        replaced = true;
      }
    }
    if (!replaced) {
      result.add(condition);
    }
    return List.copyOf(result);
  }

  /** The list without the condition of this type. */
  public static List<Condition> without(List<Condition> conditions, String type) {
    return conditions.stream().filter(present -> !present.type().equals(type)).toList();
  }
}
