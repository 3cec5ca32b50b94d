package io.myworkloads.operator.core.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.myworkloads.operator.core.pods.Selector.Requirement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelectorTest {
  record Case(String name, Selector selector, Map<String, String> labels, boolean matches) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Selector labels(String... keysAndValues) {
    return Selector.of(map(keysAndValues), List.of());
  }

  private static Selector expressions(Requirement... requirements) {
    return Selector.of(Map.of(), List.of(requirements));
  }

  private static Requirement in(String key, String... values) {
    return Selector.requirement(key, "In", List.of(values));
  }

  private static Requirement notIn(String key, String... values) {
    return Selector.requirement(key, "NotIn", List.of(values));
  }

  private static Requirement exists(String key) {
    return Selector.requirement(key, "Exists", List.of());
  }

  private static Requirement doesNotExist(String key) {
    return Selector.requirement(key, "DoesNotExist", List.of());
  }

  private static Map<String, String> map(String... keysAndValues) {
    return switch (keysAndValues.length) {
      case 0 -> Map.of();
      case 2 -> Map.of(keysAndValues[0], keysAndValues[1]);
      case 4 -> Map.of(keysAndValues[0], keysAndValues[1], keysAndValues[2], keysAndValues[3]);
      default -> throw new IllegalArgumentException("at most two labels");
    };
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("no requirement selects nothing", expressions(), map("app", "web"), false),
        new Case(
            "no requirement selects not even a Pod without labels", expressions(), map(), false),
        new Case("a label of that value", labels("app", "web"), map("app", "web"), true),
        new Case("a label of another value", labels("app", "web"), map("app", "db"), false),
        new Case("a label that is absent", labels("app", "web"), map("tier", "web"), false),
        new Case(
            "further labels do not matter",
            labels("app", "web"),
            map("app", "web", "x", "y"),
            true),
        new Case("an empty value is a value", labels("app", ""), map("app", ""), true),
        new Case("an empty value is not an absent label", labels("app", ""), map(), false),
        new Case("values are told apart by case", labels("app", "web"), map("app", "Web"), false),
        new Case("all labels must match", labels("app", "web", "x", "y"), map("app", "web"), false),
        new Case(
            "In: one of the values", expressions(in("app", "db", "web")), map("app", "web"), true),
        new Case(
            "In: none of the values", expressions(in("app", "db", "web")), map("app", "mq"), false),
        new Case("In: absent", expressions(in("app", "db", "web")), map(), false),
        new Case(
            "NotIn: one of the values", expressions(notIn("app", "web")), map("app", "web"), false),
        new Case(
            "NotIn: none of the values", expressions(notIn("app", "web")), map("app", "db"), true),
        new Case(
            "NotIn: absent counts as another value", expressions(notIn("app", "web")), map(), true),
        new Case("Exists: whatever the value", expressions(exists("app")), map("app", ""), true),
        new Case("Exists: absent", expressions(exists("app")), map("x", "app"), false),
        new Case("DoesNotExist: absent", expressions(doesNotExist("app")), map("x", "y"), true),
        new Case("DoesNotExist: there", expressions(doesNotExist("app")), map("app", ""), false),
        new Case(
            "requirements on one key are ANDed",
            expressions(in("app", "a", "b"), notIn("app", "b")),
            map("app", "b"),
            false),
        new Case(
            "labels and expressions are ANDed, the expression fails",
            Selector.of(map("app", "web"), List.of(exists("tier"))),
            map("app", "web"),
            false),
        new Case(
            "labels and expressions are ANDed, the label fails",
            Selector.of(map("app", "web"), List.of(exists("tier"))),
            map("tier", "front"),
            false),
        new Case(
            "labels and expressions are ANDed, both hold",
            Selector.of(map("app", "web"), List.of(exists("tier"))),
            map("app", "web", "tier", "front"),
            true));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void selects(Case c) {
    assertThat(c.selector().matches(c.labels())).isEqualTo(c.matches());
  }

  record Text(Selector selector, String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** What upstream's metav1.FormatLabelSelector prints of the same selectors. */
  static Stream<Text> texts() {
    return Stream.of(
        new Text(labels("app", "web"), "app=web"),
        new Text(labels("b", "2", "a", "1"), "a=1,b=2"),
        new Text(labels("app", ""), "app="),
        new Text(expressions(in("app", "web")), "app in (web)"),
        new Text(expressions(in("app", "web", "db")), "app in (db,web)"),
        new Text(expressions(notIn("app", "web", "db")), "app notin (db,web)"),
        new Text(expressions(exists("app")), "app"),
        new Text(expressions(doesNotExist("app")), "!app"),
        new Text(
            Selector.of(
                map("tier", "front"),
                List.of(doesNotExist("canary"), in("app", "web"), exists("zone"))),
            "app in (web),!canary,tier=front,zone"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void formats(Text c) {
    assertThat(c.selector()).hasToString(c.text());
  }

  @Test
  void refusesAnOperatorThatDoesNotExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Selector.requirement("app", "Gt", List.of("1")))
        .withMessage("\"Gt\" is not a valid label selector operator");
  }
}
