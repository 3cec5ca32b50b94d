package io.myworkloads.operator.core.nodes;

import io.myworkloads.operator.core.nodes.Taint.Effect;
import java.util.Optional;

/**
 * Lets a Pod run on nodes with taints that it matches.
 *
 * <p>upstream: k8s.io/api/core/v1/toleration.go ToleratesTaint, with the feature gate
 * TaintTolerationComparisonOperators off, as it is in 1.35
 *
 * @param key the taint's key; empty for all keys
 * @param operator {@code Exists}, or {@code Equal}, for which nothing stands too; any other matches
 *     no taint
 * @param effect the taint's effect; empty for all effects
 */
public record Toleration(String key, String operator, String value, Optional<Effect> effect) {

  /** Tolerates a taint of whatever value. */
  public static Toleration ofAnyValue(String key, Effect effect) {
    return new Toleration(key, "Exists", "", Optional.of(effect));
  }

  public boolean tolerates(Taint taint) {
    if (effect.isPresent() && effect.get() != taint.effect()) {
      return false;
    }
    if (!key.isEmpty() && !key.equals(taint.key())) {
      return false;
    }
    return switch (operator) {
      case "", "Equal" -> value.equals(taint.value());
      case "Exists" -> true;
      default -> false;
    };
  }
}
