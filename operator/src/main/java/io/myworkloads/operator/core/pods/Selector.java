package io.myworkloads.operator.core.pods;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A label selector: requirements that must all hold. One without requirements selects nothing here,
 * because none of the workload kinds allows it.
 *
 * <p>upstream: k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go LabelSelectorAsSelector
 */
public record Selector(List<Requirement> requirements) {

  /** One requirement on one label. */
  public sealed interface Requirement {
    String key();

    boolean matches(Map<String, String> labels);
  }

  /** The label has this value; from {@code matchLabels}. */
  public record Equal(String key, String value) implements Requirement {
    @Override
    public boolean matches(Map<String, String> labels) {
      return value.equals(labels.get(key));
    }

    @Override
    public String toString() {
      return key + "=" + value;
    }
  }

  /** The label has one of these values. */
  public record In(String key, List<String> values) implements Requirement {
    public In {
      values = values.stream().sorted().toList();
    }

    @Override
    public boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      return value != null && values.contains(value);
    }

    @Override
    public String toString() {
      return key + " in (" + String.join(",", values) + ")";
    }
  }

  /** The label is absent or has none of these values. */
  public record NotIn(String key, List<String> values) implements Requirement {
    public NotIn {
      values = values.stream().sorted().toList();
    }

    @Override
    public boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      return value == null || !values.contains(value);
    }

    @Override
    public String toString() {
      return key + " notin (" + String.join(",", values) + ")";
    }
  }

  /** The label is there. */
  public record Exists(String key) implements Requirement {
    @Override
    public boolean matches(Map<String, String> labels) {
      return labels.containsKey(key);
    }

    @Override
    public String toString() {
      return key;
    }
  }

  /** The label is not there. */
  public record DoesNotExist(String key) implements Requirement {
    @Override
    public boolean matches(Map<String, String> labels) {
      return !labels.containsKey(key);
    }

    @Override
    public String toString() {
      return "!" + key;
    }
  }

  public Selector {
    requirements = requirements.stream().sorted(Comparator.comparing(Requirement::key)).toList();
  }

  /**
   * The selector of the API's two fields.
   *
   * @param matchLabels labels and the values they must have
   * @param matchExpressions further requirements
   */
  public static Selector of(Map<String, String> matchLabels, List<Requirement> matchExpressions) {
    List<Requirement> all = new ArrayList<>();
    matchLabels.forEach((key, value) -> all.add(new Equal(key, value)));
    all.addAll(matchExpressions);
    return new Selector(all);
  }

  /**
   * One expression of {@code matchExpressions}; throws IllegalArgumentException for an operator
   * that does not exist.
   */
  public static Requirement requirement(String key, String operator, List<String> values) {
    return switch (operator) {
      case "In" -> new In(key, values);
      case "NotIn" -> new NotIn(key, values);
      case "Exists" -> new Exists(key);
      case "DoesNotExist" -> new DoesNotExist(key);
      default ->
          throw new IllegalArgumentException(
              "\"%s\" is not a valid label selector operator".formatted(operator));
    };
  }

  public boolean matches(Map<String, String> labels) {
    if (requirements.isEmpty()) {
      return false;
    }
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** The selector as {@code kubectl --selector} takes it; upstream: metav1.FormatLabelSelector. */
  @Override
  public String toString() {
    return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
  }
}
