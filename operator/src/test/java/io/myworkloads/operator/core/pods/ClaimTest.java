package io.myworkloads.operator.core.pods;

import static io.myworkloads.operator.core.pods.PodViewBuilder.NAMESPACE;
import static io.myworkloads.operator.core.pods.PodViewBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of upstream's TestClaimPods and TestClaimedPodFiltering, and those that they lack. */
class ClaimTest {
  private static final Selector WEB = Selector.of(Map.of("app", "web"), List.of());
  private static final Map<String, String> DB = Map.of("app", "db");
  private static final Owner OWNER = new Owner("me", NAMESPACE, false);
  private static final Owner DELETING = new Owner("me", NAMESPACE, true);

  private enum Fate {
    OWNED,
    ADOPTED,
    RELEASED,
    TERMINATING,
    LEFT
  }

  record Case(String name, Owner owner, PodView pod, Fate fate) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    PodView orphan = pod().build();
    PodView mine = pod().ownedBy("me").build();
    PodView mineRelabelled = pod().ownedBy("me").labels(DB).build();
    return Stream.of(
        new Case("an orphan with the right labels", OWNER, orphan, Fate.ADOPTED),
        new Case("an orphan with other labels", OWNER, pod().labels(DB).build(), Fate.LEFT),
        new Case("an orphan, while the owner is deleted", DELETING, orphan, Fate.LEFT),
        new Case("its own, while the owner is deleted", DELETING, mine, Fate.OWNED),
        new Case("another's", OWNER, pod().ownedBy("you").build(), Fate.LEFT),
        new Case("its own", OWNER, mine, Fate.OWNED),
        new Case("its own that was relabelled", OWNER, mineRelabelled, Fate.RELEASED),
        new Case(
            "its own that was relabelled, while the owner is deleted",
            DELETING,
            mineRelabelled,
            Fate.LEFT),
        new Case("an orphan that is deleted", OWNER, pod().deleting().build(), Fate.LEFT),
        new Case(
            "its own that is deleted",
            OWNER,
            pod().ownedBy("me").deleting().build(),
            Fate.TERMINATING),
        new Case(
            "its own that is deleted, while the owner is",
            DELETING,
            pod().ownedBy("me").deleting().build(),
            Fate.TERMINATING),
        new Case(
            "its own that is deleted and was relabelled",
            OWNER,
            pod().ownedBy("me").deleting().labels(DB).build(),
            Fate.LEFT),
        new Case(
            "an orphan of another namespace", OWNER, pod().namespace("bank").build(), Fate.LEFT),
        new Case(
            "one of another namespace that names the owner",
            OWNER,
            pod().ownedBy("me").namespace("bank").build(),
            Fate.LEFT),
        new Case("an orphan that has failed", OWNER, pod().failed().build(), Fate.LEFT),
        new Case("its own that has failed", OWNER, pod().ownedBy("me").failed().build(), Fate.LEFT),
        new Case(
            "its own that has succeeded",
            OWNER,
            pod().ownedBy("me").phase(PodPhase.SUCCEEDED).build(),
            Fate.LEFT),
        new Case(
            "its own that has failed and was relabelled",
            OWNER,
            pod().ownedBy("me").failed().labels(DB).build(),
            Fate.LEFT),
        new Case(
            "its own that has failed and is deleted",
            OWNER,
            pod().ownedBy("me").failed().deleting().build(),
            Fate.LEFT),
        new Case(
            "its own of an unknown phase",
            OWNER,
            pod().ownedBy("me").phase(PodPhase.UNKNOWN).build(),
            Fate.OWNED),
        new Case(
            "its own that is pending", OWNER, pod().ownedBy("me").unassigned().build(), Fate.OWNED),
        new Case("an orphan that is pending", OWNER, pod().unassigned().build(), Fate.ADOPTED));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sorts(Case c) {
    assertThat(Claim.of(c.owner(), WEB, List.of(c.pod()))).isEqualTo(only(c.fate(), c.pod()));
  }

  @ParameterizedTest
  @MethodSource("manyCases")
  void sortsEachForItself(String name, List<Case> together) {
    Claim claim = Claim.of(OWNER, WEB, together.stream().map(Case::pod).toList());

    assertThat(claim.owned()).isEqualTo(pods(together, Fate.OWNED));
    assertThat(claim.adopt()).isEqualTo(pods(together, Fate.ADOPTED));
    assertThat(claim.release()).isEqualTo(pods(together, Fate.RELEASED));
    assertThat(claim.terminating()).isEqualTo(pods(together, Fate.TERMINATING));
  }

  static Stream<Object[]> manyCases() {
    List<Case> all = cases().filter(c -> c.owner().equals(OWNER)).toList();
    return Stream.of(
        new Object[] {"in one order", all}, new Object[] {"in the other", all.reversed()});
  }

  /** Who takes care of finished Pods too. */
  static Stream<Case> all() {
    Stream<Case> finished =
        Stream.of(
            new Case("an orphan that has failed", OWNER, pod().failed().build(), Fate.ADOPTED),
            new Case(
                "its own that has failed", OWNER, pod().ownedBy("me").failed().build(), Fate.OWNED),
            new Case(
                "its own that has succeeded",
                OWNER,
                pod().ownedBy("me").phase(PodPhase.SUCCEEDED).build(),
                Fate.OWNED),
            new Case(
                "its own that has failed and was relabelled",
                OWNER,
                pod().ownedBy("me").failed().labels(DB).build(),
                Fate.RELEASED));
    return Stream.concat(
        finished, cases().filter(c -> !c.pod().phase().terminal() || c.pod().deleting()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void sortsFinishedOnesToo(Case c) {
    assertThat(Claim.ofAll(c.owner(), WEB, List.of(c.pod()))).isEqualTo(only(c.fate(), c.pod()));
  }

  private static Claim only(Fate fate, PodView pod) {
    List<List<PodView>> fates =
        Arrays.stream(Fate.values())
            .map(each -> each == fate ? List.of(pod) : List.<PodView>of())
            .toList();
    return new Claim(fates.get(0), fates.get(1), fates.get(2), fates.get(3));
  }

  private static List<PodView> pods(List<Case> cases, Fate fate) {
    return cases.stream().filter(c -> c.fate() == fate).map(Case::pod).toList();
  }
}
