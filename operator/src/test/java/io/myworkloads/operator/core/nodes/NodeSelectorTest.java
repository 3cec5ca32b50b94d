package io.myworkloads.operator.core.nodes;

import static io.myworkloads.operator.core.nodes.NodeViewBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.myworkloads.operator.core.nodes.NodeSelector.Requirement;
import io.myworkloads.operator.core.nodes.NodeSelector.Term;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of upstream's TestNodeSelectorMatch, TestNodeSelectorRequirementsAsSelector and
 * TestPodMatchesNodeSelectorAndAffinityTerms that have an affinity, and those that they lack.
 */
class NodeSelectorTest {
  private static final NodeView NODE =
      node("node-1")
          .label("foo", "bar")
          .label("GPU", "NVIDIA-GRID-K1")
          .label("kernel-version", "0206")
          .label("mem-type", "DDR3")
          .build();

  record Case(String name, List<Term> terms, boolean matches) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case matches(String name, Term... terms) {
    return new Case(name, List.of(terms), true);
  }

  private static Case matchesNot(String name, Term... terms) {
    return new Case(name, List.of(terms), false);
  }

  private static Term all(Requirement... requirements) {
    return new Term(Arrays.asList(requirements));
  }

  private static Requirement label(String key, String operator, String... values) {
    return NodeSelector.onLabel(key, operator, List.of(values));
  }

  private static Requirement name(String operator, String... values) {
    return NodeSelector.onField("metadata.name", operator, List.of(values));
  }

  static Stream<Case> labels() {
    return Stream.of(
        matches("In", all(label("foo", "In", "bar", "value2"))),
        matchesNot("In others", all(label("foo", "In", "value1", "value2"))),
        matchesNot("In, of a label that is not there", all(label("none", "In", "bar"))),
        matches("NotIn", all(label("mem-type", "NotIn", "DDR", "DDR2"))),
        matchesNot("NotIn its value", all(label("mem-type", "NotIn", "DDR3"))),
        matches("NotIn, of a label that is not there", all(label("none", "NotIn", "DDR3"))),
        matches("Exists", all(label("GPU", "Exists"))),
        matchesNot("Exists, of a label that is not there", all(label("none", "Exists"))),
        matches("DoesNotExist", all(label("none", "DoesNotExist"))),
        matchesNot("DoesNotExist, of a label that is there", all(label("GPU", "DoesNotExist"))),
        matches("Gt", all(label("kernel-version", "Gt", "0204"))),
        matchesNot("Gt the same", all(label("kernel-version", "Gt", "206"))),
        matches("Lt", all(label("kernel-version", "Lt", "207"))),
        matchesNot("Lt the same", all(label("kernel-version", "Lt", "206"))),
        matches("Gt a negative number", all(label("kernel-version", "Gt", "-1"))),
        matchesNot("Gt, of a label that is no number", all(label("foo", "Gt", "1"))),
        matchesNot("Gt, of a label that is not there", all(label("none", "Gt", "-1"))),
        matchesNot("Lt, of a label that is not there", all(label("none", "Lt", "1"))),
        matchesNot("Gt a word", all(label("kernel-version", "Gt", "old"))),
        matchesNot("Gt of two", all(label("kernel-version", "Gt", "1", "2"))),
        matchesNot("Gt of none", all(label("kernel-version", "Gt"))),
        matchesNot("In of none", all(label("foo", "In"))),
        matchesNot("NotIn of none", all(label("none", "NotIn"))),
        matchesNot("Exists with a value", all(label("foo", "Exists", "bar"))),
        matchesNot("an operator that is none", all(label("foo", "Is", "bar"))));
  }

  static Stream<Case> terms() {
    return Stream.of(
        matchesNot("no terms"),
        matchesNot("an empty term", all()),
        matches("an empty term and one that matches", all(), all(label("foo", "Exists"))),
        matches(
            "all of a term", all(label("GPU", "Exists"), label("GPU", "NotIn", "AMD", "INTER"))),
        matchesNot(
            "not all of a term", all(label("GPU", "Exists"), label("GPU", "In", "AMD", "INTER"))),
        matches(
            "the first of two terms",
            all(label("foo", "In", "bar", "value2")),
            all(label("diffkey", "In", "wrong", "value2"))),
        matches(
            "the second of two terms",
            all(label("diffkey", "In", "wrong", "value2")),
            all(name("In", "node-1"))),
        matchesNot("neither of two terms", all(name("In", "host_2")), all(label("foo", "In", "x"))),
        matches(
            "a term that says nothing, and one that matches",
            all(label("foo", "Exists"), label("foo", "Is", "bar")),
            all(label("foo", "Exists"))));
  }

  static Stream<Case> fields() {
    return Stream.of(
        matches("its name", all(name("In", "node-1"))),
        matchesNot("another's name", all(name("In", "node-2"))),
        matches("not another's name", all(name("NotIn", "node-2"))),
        matchesNot("not its name", all(name("NotIn", "node-1"))),
        matches("its name and a label", all(name("In", "node-1"), label("foo", "In", "bar"))),
        matchesNot(
            "its name and another label", all(name("In", "node-1"), label("foo", "In", "x"))),
        matchesNot("a label and another name", all(name("In", "x"), label("foo", "In", "bar"))),
        matchesNot("one of two names", all(name("In", "node-1", "node-2"))),
        matchesNot("no name", all(name("In"))),
        matchesNot("a name that exists", all(name("Exists"))),
        matchesNot(
            "a field that nodes have not",
            all(NodeSelector.onField("spec.providerID", "NotIn", List.of("x")))));
  }

  @ParameterizedTest
  @MethodSource({"labels", "terms", "fields"})
  void decides(Case c) {
    assertThat(new NodeSelector(c.terms()).matches(NODE)).isEqualTo(c.matches());
  }
}
