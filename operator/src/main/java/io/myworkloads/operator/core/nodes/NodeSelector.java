package io.myworkloads.operator.core.nodes;

import io.myworkloads.operator.core.pods.Selector;
import java.util.List;

/**
 * The required part of a node affinity: terms of which one must hold. Without terms it matches no
 * node.
 *
 * <p>upstream: k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go
 * LazyErrorNodeSelector
 */
public record NodeSelector(List<Term> terms) {

  public NodeSelector {
    terms = List.copyOf(terms);
  }

  public boolean matches(NodeView node) {
    return terms.stream().anyMatch(term -> term.matches(node));
  }

  /** Requirements that must all hold. Without any it matches no node. */
  public record Term(List<Requirement> requirements) {
    public Term {
      requirements = List.copyOf(requirements);
    }

    boolean matches(NodeView node) {
      return !requirements.isEmpty() && requirements.stream().allMatch(r -> r.matches(node));
    }
  }

  /** One requirement on a node. */
  public sealed interface Requirement {
    boolean matches(NodeView node);
  }

  private record OnLabel(Selector.Requirement requirement) implements Requirement {
    @Override
    public boolean matches(NodeView node) {
      return requirement.matches(node.labels());
    }
  }

  /** The label is a whole number above or below a bound. */
  private record OnNumber(String key, boolean above, long bound) implements Requirement {
    @Override
    public boolean matches(NodeView node) {
      String value = node.labels().get(key);
      if (value == null) {
        return false;
      }
      try {
        long number = Long.parseLong(value);
        return above ? number > bound : number < bound;
      } catch (NumberFormatException notNumber) {
        return false;
      }
    }
  }

  private record OnName(String name, boolean equal) implements Requirement {
    @Override
    public boolean matches(NodeView node) {
      return node.name().equals(name) == equal;
    }
  }

  /** One that says nothing: it makes its term match no node, and the other terms stand. */
  private record Invalid() implements Requirement {
    @Override
    public boolean matches(NodeView node) {
      return false;
    }
  }

  /** A requirement of {@code matchExpressions}. */
  public static Requirement onLabel(String key, String operator, List<String> values) {
    return switch (operator) {
      case "In", "NotIn" -> values.isEmpty() ? new Invalid() : label(key, operator, values);
      case "Exists", "DoesNotExist" ->
          values.isEmpty() ? label(key, operator, values) : new Invalid();
      case "Gt", "Lt" -> number(key, operator.equals("Gt"), values);
      default -> new Invalid();
    };
  }

  /** A requirement of {@code matchFields}, where only the node's name may be asked for. */
  public static Requirement onField(String field, String operator, List<String> values) {
    if (!field.equals("metadata.name") || values.size() != 1) {
      return new Invalid();
    }
    return switch (operator) {
      case "In" -> new OnName(values.getFirst(), true);
      case "NotIn" -> new OnName(values.getFirst(), false);
      default -> new Invalid();
    };
  }

  private static Requirement label(String key, String operator, List<String> values) {
    return new OnLabel(Selector.requirement(key, operator, values));
  }

  private static Requirement number(String key, boolean above, List<String> values) {
    if (values.size() != 1) {
      return new Invalid();
    }
    try {
      return new OnNumber(key, above, Long.parseLong(values.getFirst()));
    } catch (NumberFormatException notNumber) {
      return new Invalid();
    }
  }
}
