package io.myworkloads.operator.runtime.pods;

import static io.myworkloads.operator.runtime.pods.PodMetrics.Write.ADOPT;
import static io.myworkloads.operator.runtime.pods.PodMetrics.Write.RELEASE;
import static io.myworkloads.operator.sim.SimulatedShell.owner;
import static io.myworkloads.operator.sim.SimulatedShell.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.Faults.Verb;
import io.myworkloads.operator.sim.InMemoryPods;
import io.myworkloads.operator.sim.ManualClock;
import io.myworkloads.operator.sim.SimulatedShell;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing reaches the store by itself here: what is seen without it, is seen by expectation. */
class PodControlTest {
  private static final Map<String, String> WEB = Map.of("app", "web");
  private static final PodOwner ME = owner("web", "me");

  private final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  private final InMemoryPods server = new InMemoryPods(clock);
  private final SimulatedShell shell = new SimulatedShell(server, clock, new Random(1));
  private BooleanSupplier mayAdopt = () -> true;

  PodControlTest() {
    shell.watch().start().deliverAll();
  }

  private Optional<FailedWrite> carryOut(PodAction... actions) {
    return shell
        .control()
        .carryOut(
            new PodControl.Work(ME, template(WEB), shell.tell(), () -> mayAdopt.getAsBoolean()),
            List.of(actions));
  }

  private Optional<FailedWrite> create(int count) {
    return carryOut(new PodAction.Create(count));
  }

  private Optional<FailedWrite> delete(Pod... pods) {
    return carryOut(new PodAction.Delete(views(pods)));
  }

  private static List<PodView> views(Pod... pods) {
    return Arrays.stream(pods).map(PodViews::of).toList();
  }

  private Collection<PodView> seen() {
    return shell.candidates(ME);
  }

  private Collection<PodView> unanswered() {
    return shell.observer().unanswered("me");
  }

  private Pod running(String name) {
    Pod pod = server.add("shop", name, WEB, ME);
    server.bind(pod, "n1");
    return server.ready(pod);
  }

  private List<String> requests() {
    return server.requests().stream().map(answered -> answered.request().verb().name()).toList();
  }

  private String onlyName() {
    assertThat(server.all()).hasSize(1);
    return server.all().iterator().next().getMetadata().getName();
  }

  // replacement

  @Test
  void saysWhyAPodIsReplaced() {
    server.add("shop", "web-a", WEB, ME);
    PodView worn =
        PodViewBuilder.pod("web-a")
            .uid(server.views().iterator().next().uid())
            .ownedBy("me")
            .on("n7")
            .restarts(5)
            .build();

    assertThat(carryOut(new PodAction.Replace(worn))).isEmpty();
    assertThat(server.views()).noneMatch(PodView::active);
    assertThat(shell.events())
        .containsExactly(
            "Normal SuccessfulDelete Deleted pod: web-a",
            "Warning ReplacedAfterRestarts Replacing pod web-a: container main was restarted 5 times on node n7");
  }

  @Test
  void saysNothingOfAReplacementThatFailed() {
    Pod pod = running("web-a");
    server.fail(Faults.script(Verb.DELETE, Fault.FORBIDDEN));

    assertThat(carryOut(new PodAction.Replace(PodViews.of(pod))))
        .get()
        .extracting(FailedWrite::reason)
        .isEqualTo(Reason.FAILED_DELETE);
    assertThat(shell.events()).noneMatch(event -> event.contains("ReplacedAfterRestarts"));
  }

  // creation

  @Test
  void makesPodsThatAreTheOwners() {
    assertThat(create(3)).isEmpty();

    assertThat(server.views())
        .hasSize(3)
        .allSatisfy(
            pod -> {
              assertThat(pod.ownedBy("me")).isTrue();
              assertThat(pod.name()).matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
              assertThat(pod.labels()).isEqualTo(WEB);
            });
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(server.views());
    assertThat(shell.metrics()).hasSize(3).containsOnly("CREATE succeeded");
    assertThat(shell.events())
        .containsExactlyInAnyOrderElementsOf(
            server.views().stream()
                .map(pod -> "Normal SuccessfulCreate Created pod: " + pod.name())
                .toList());
  }

  @Test
  void makesPodsThatMayRunOnTheirNodeAlone() {
    assertThat(carryOut(new PodAction.CreateOn(List.of("n1", "n2", "n3")))).isEmpty();

    assertThat(server.views())
        .extracting(PodView::targetNode)
        .containsExactlyInAnyOrder("n1", "n2", "n3");
    assertThat(server.views()).allMatch(pod -> pod.nodeName() == null && pod.ownedBy("me"));
  }

  /** The name is kept for its node: else another node's Pod would be taken for this one's. */
  @Test
  void makesOnePodANodeAlthoughAnAnswerIsLost() {
    server.fail(Faults.script(Verb.CREATE, Fault.ANSWER_LOST));
    assertThat(carryOut(new PodAction.CreateOn(List.of("n2")))).isPresent();

    assertThat(carryOut(new PodAction.CreateOn(List.of("n1", "n2")))).isEmpty();

    assertThat(server.views())
        .extracting(PodView::targetNode)
        .containsExactlyInAnyOrder("n1", "n2");
    assertThat(seen()).extracting(PodView::targetNode).containsExactlyInAnyOrder("n1", "n2");
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "SERVER_ERROR_AFTERWARDS"})
  void makesOnePodAlthoughTheAnswerIsLost(Fault lost) {
    server.fail(Faults.script(Verb.CREATE, lost));
    assertThat(create(1)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_CREATE);
    String name = onlyName();
    assertThat(seen()).as("nobody knows").isEmpty();

    assertThat(create(1)).isEmpty();
    assertThat(onlyName()).isEqualTo(name);
    assertThat(seen()).extracting(PodView::name).containsExactly(name);
    assertThat(shell.events()).endsWith("Normal SuccessfulCreate Created pod: " + name).hasSize(2);
  }

  @Test
  void makesThePodUnderTheSameNameWhereTheRequestWasLost() {
    server.fail(Faults.script(Verb.CREATE, Fault.REQUEST_LOST));
    create(1);
    String name = server.requests().getFirst().request().name();
    create(1);

    assertThat(onlyName()).isEqualTo(name);
  }

  @Test
  void makesNoPodInPlaceOfOneWhoseAnswerWasLostAndWhichIsSeen() {
    server.fail(Faults.script(Verb.CREATE, Fault.ANSWER_LOST));
    create(1);
    shell.watch().deliverAll();
    assertThat(seen()).hasSize(1);

    create(1);
    assertThat(seen()).hasSize(2);
    assertThat(requests()).containsExactly("CREATE", "CREATE");
  }

  @Test
  void makesAnotherWhereTheOneWhoseAnswerWasLostIsOnItsWayOut() {
    server.fail(Faults.script(Verb.CREATE, Fault.ANSWER_LOST));
    create(1);
    Pod first = server.named("shop", onlyName());
    server.bind(first, "n1");
    server.remove(first);

    assertThat(create(1)).isEmpty();
    assertThat(server.views()).hasSize(2).filteredOn(PodView::active).hasSize(1);
  }

  /** Else the name that comes first is used, which is not the one that was made. */
  @Test
  void findsOutWhichPodsWereMadeWhereFewerLackThanMayHaveBeen() {
    server.fail(
        Faults.script(Verb.CREATE, Fault.NONE, Fault.SERVER_ERROR, Fault.SERVER_ERROR_AFTERWARDS));
    create(3);
    assertThat(server.all()).hasSize(2);

    assertThat(create(1)).isEmpty();
    assertThat(server.all()).hasSize(2);
    assertThat(seen()).as("with the one that nobody had heard of").hasSize(2);
    assertThat(shell.expectations().keptNames("me", "", 9)).isEmpty();
  }

  /** Of those that were not made, as many names are kept as Pods still lack. */
  @Test
  void keepsTheNamesOfThoseThatStillLack() {
    server.fail(Faults.script(Verb.CREATE, Fault.NONE, Fault.REQUEST_LOST, Fault.REQUEST_LOST));
    create(3);
    List<String> kept = shell.expectations().keptNames("me", "", 9);
    assertThat(kept).hasSize(2);

    assertThat(create(1)).isEmpty();
    assertThat(server.all()).hasSize(1);
    assertThat(shell.expectations().keptNames("me", "", 9)).hasSize(1).isSubsetOf(kept);
    assertThat(create(1)).isEmpty();
    assertThat(server.all()).hasSize(2);
  }

  @Test
  void makesNoneBeforeItKnowsWhichWereMade() {
    server.fail(Faults.script(Verb.CREATE, Fault.NONE, Fault.ANSWER_LOST, Fault.ANSWER_LOST));
    create(3);
    server.fail(Faults.script(Verb.GET, Fault.SERVER_ERROR));

    assertThat(create(1)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_CREATE);
    assertThat(server.all()).hasSize(3);
    assertThat(create(1)).isEmpty();
    assertThat(server.all()).hasSize(3);
    assertThat(seen()).hasSize(3);
  }

  @Test
  void takesAnotherNameWhereSomebodyElsesPodHasIt() {
    server.fail(Faults.script(Verb.CREATE, Fault.REQUEST_LOST));
    create(1);
    String name = server.requests().getFirst().request().name();
    server.add("shop", name, WEB);

    assertThat(create(1)).isEmpty();
    assertThat(server.views()).hasSize(2).filteredOn(pod -> pod.ownedBy("me")).hasSize(1);
    assertThat(shell.expectations().keptNames("me", "", 9)).isEmpty();
  }

  @Test
  void givesUpWhereEveryNameIsTaken() {
    server.fail(
        request -> {
          if (request.verb() == Verb.CREATE) {
            server.add("shop", request.name(), WEB);
          }
          return Fault.NONE;
        });

    assertThat(create(1))
        .get()
        .satisfies(
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.FAILED_CREATE);
              assertThat(failed.message()).endsWith("already exists");
            });
    assertThat(server.views()).noneMatch(pod -> pod.ownedBy("me"));
  }

  /** Else the next try takes a name of its own, and makes a second Pod. */
  @Test
  void keepsTheNameWhereItCannotFindOutWhosePodItIs() {
    server.fail(Faults.script(Verb.CREATE, Fault.ANSWER_LOST));
    create(1);
    String name = onlyName();
    server.fail(Faults.script(Verb.GET, Fault.SERVER_ERROR));

    assertThat(create(1)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_CREATE);
    assertThat(create(1)).isEmpty();
    assertThat(onlyName()).isEqualTo(name);
  }

  /** Else those of a batch that is not reached are forgotten, and their Pods are made twice. */
  @Test
  void keepsTheNamesThatItDidNotComeTo() {
    server.fail(Faults.script(Verb.CREATE, Fault.NONE, Fault.ANSWER_LOST, Fault.ANSWER_LOST));
    create(3);
    assertThat(server.all()).hasSize(3);
    server.fail(Faults.script(Verb.CREATE, Fault.THROTTLED));
    create(2);
    create(2);

    assertThat(server.all()).hasSize(3);
    assertThat(seen()).hasSize(3);
  }

  @Test
  void startsSlowlyAndBeginsNoMoreOnceOneFails() {
    server.quota("shop", 5);

    assertThat(create(20)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_CREATE);
    // one, and two for each of the five that were within the quota
    assertThat(requests()).hasSizeBetween(6, 11);
    assertThat(server.all()).hasSize(5);
    assertThat(seen()).hasSize(5);
  }

  @Test
  void refusedPodsAreOneEventWithTheSameWordsEachTime() {
    server.quota("shop", 0);
    create(20);
    create(20);

    assertThat(requests()).containsExactly("CREATE", "CREATE");
    assertThat(shell.events()).hasSize(2);
    assertThat(shell.events().getFirst())
        .isEqualTo(shell.events().getLast())
        .matches(
            "Warning FailedCreate Error creating: pods \"web-.....\" is forbidden: exceeded quota: .*");
    assertThat(shell.metrics()).containsOnly("CREATE failed");
  }

  @Test
  void saysInTheServersWordsWhyNoPodCanBeMade() {
    server.fail(Faults.script(Verb.CREATE, Fault.FORBIDDEN));

    assertThat(create(1))
        .get()
        .extracting(FailedWrite::message)
        .asString()
        .endsWith("is forbidden: a policy says no");
  }

  @Test
  void saysNothingWhereTheNamespaceIsOnItsWayOut() {
    server.terminateNamespace("shop");

    assertThat(create(5))
        .get()
        .extracting(FailedWrite::reason)
        .isEqualTo(Reason.NAMESPACE_TERMINATING);
    assertThat(requests()).hasSize(1);
    assertThat(shell.events()).isEmpty();
  }

  // deletion

  @Test
  void deletesPods() {
    Pod a = running("a");
    Pod b = running("b");
    shell.watch().deliverAll();

    assertThat(delete(a, b)).isEmpty();
    assertThat(server.views()).hasSize(2).allMatch(PodView::deleting);
    assertThat(seen()).hasSize(2).allMatch(PodView::deleting);
    assertThat(shell.metrics()).containsExactly("DELETE succeeded", "DELETE succeeded");
    assertThat(shell.events())
        .containsExactlyInAnyOrder(
            "Normal SuccessfulDelete Deleted pod: a", "Normal SuccessfulDelete Deleted pod: b");
  }

  @Test
  void takesAPodThatIsGoneForDeletedAndSaysNothing() {
    Pod a = running("a");
    shell.watch().deliverAll();
    server.vanish(a);

    assertThat(delete(a)).isEmpty();
    assertThat(seen()).allMatch(PodView::deleting);
    assertThat(shell.events()).isEmpty();
  }

  @Test
  void leavesThePodAloneThatHasTheNameByNow() {
    Pod a = running("a");
    shell.watch().deliverAll();
    server.vanish(a);
    running("a");

    assertThat(delete(a)).isEmpty();
    assertThat(server.views()).singleElement().matches(PodView::active);
    assertThat(seen()).allMatch(PodView::deleting);
    shell.watch().deliverAll();
    assertThat(seen()).singleElement().matches(PodView::active);
  }

  @ParameterizedTest
  @EnumSource(names = {"REQUEST_LOST", "ANSWER_LOST", "SERVER_ERROR", "SERVER_ERROR_AFTERWARDS"})
  void asksAgainForTheSamePodWhereNobodyAnswered(Fault fault) {
    Pod a = running("a");
    running("b");
    shell.watch().deliverAll();
    server.fail(Faults.script(Verb.DELETE, fault));

    assertThat(delete(a)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_DELETE);
    assertThat(seen()).filteredOn(PodView::active).extracting(PodView::name).containsExactly("b");

    assertThat(unanswered()).extracting(PodView::name).containsExactly("a");
    assertThat(delete(a)).isEmpty();
    assertThat(server.views())
        .filteredOn(PodView::active)
        .extracting(PodView::name)
        .containsExactly("b");
    assertThat(unanswered()).isEmpty();
  }

  @Test
  void asksNotAgainWhereTheDeletionIsSeen() {
    Pod a = running("a");
    shell.watch().deliverAll();
    server.fail(Faults.script(Verb.DELETE, Fault.ANSWER_LOST));
    delete(a);
    shell.watch().deliverAll();
    seen();

    assertThat(unanswered()).isEmpty();
  }

  @Test
  void countsAPodWhoseDeletionWasRefused() {
    Pod a = running("a");
    shell.watch().deliverAll();
    server.fail(Faults.script(Verb.DELETE, Fault.THROTTLED));

    assertThat(delete(a)).get().extracting(FailedWrite::reason).isEqualTo(Reason.FAILED_DELETE);
    assertThat(seen()).singleElement().matches(PodView::active);
    assertThat(shell.events())
        .containsExactly("Warning FailedDelete Error deleting: too many requests");
  }

  /** Else it would be made a second time. */
  @Test
  void countsAPodWhoseDeletionWasRefusedBeforeItWasSeen() {
    create(1);
    Pod made = server.named("shop", onlyName());
    server.fail(Faults.script(Verb.DELETE, Fault.THROTTLED));
    delete(made);

    assertThat(seen()).singleElement().matches(PodView::active);
  }

  /** The first request may have been heard; to choose another Pod could then cost two. */
  @Test
  void asksAgainForTheSamePodWhereTheSecondRequestWasRefused() {
    Pod a = running("a");
    shell.watch().deliverAll();
    server.fail(Faults.script(Verb.DELETE, Fault.ANSWER_LOST, Fault.THROTTLED));
    delete(a);
    delete(a);

    assertThat(seen()).noneMatch(PodView::active);
    assertThat(unanswered()).extracting(PodView::name).containsExactly("a");
  }

  // claims

  @Test
  void adoptsAnOrphan() {
    Pod a = server.add("shop", "a", WEB);
    shell.watch().deliverAll();

    assertThat(carryOut(new PodAction.Adopt(views(a)))).isEmpty();
    assertThat(server.views()).allMatch(pod -> pod.ownedBy("me"));
    assertThat(seen()).singleElement().matches(pod -> pod.ownedBy("me"));
    assertThat(shell.metrics()).containsExactly("ADOPT succeeded");
    assertThat(shell.events()).isEmpty();
  }

  @Test
  void adoptsNothingForAnOwnerThatIsGoneDeletedOrReplaced() {
    Pod a = server.add("shop", "a", WEB);
    mayAdopt = () -> false;

    assertThat(carryOut(new PodAction.Adopt(views(a)), new PodAction.Create(1)))
        .get()
        .extracting(FailedWrite::reason)
        .isEqualTo(Reason.OWNER_UNCONFIRMED);
    assertThat(requests()).isEmpty();
  }

  @Test
  void adoptsNothingWhereNobodyKnowsWhetherTheOwnerIsThere() {
    Pod a = server.add("shop", "a", WEB);
    mayAdopt =
        () -> {
          throw new KubernetesClientException("connection refused");
        };

    assertThat(carryOut(new PodAction.Adopt(views(a)), new PodAction.Create(1)))
        .contains(new FailedWrite(Reason.OWNER_UNCONFIRMED, "connection refused"));
    assertThat(requests()).isEmpty();
  }

  @Test
  void asksForTheOwnerOnlyWhereSomethingIsToBeAdopted() {
    mayAdopt =
        () -> {
          throw new AssertionError("asked");
        };

    assertThat(create(1)).isEmpty();
  }

  @Test
  void leavesAnOrphanToWhomCameFirst() {
    Pod a = server.add("shop", "a", WEB);
    shell.watch().deliverAll();
    server.adopt(PodViews.of(a), owner("db", "you"));

    assertThat(carryOut(new PodAction.Adopt(views(a))))
        .get()
        .extracting(FailedWrite::reason)
        .isEqualTo(Reason.FAILED_CLAIM);
    assertThat(server.views()).allMatch(pod -> pod.ownedBy("you"));
    assertThat(shell.events()).as("nothing to tell: the watch will show it").isEmpty();
  }

  @Test
  void namesThePodsThatItCannotClaimAndSaysWhy() {
    Pod a = server.add("shop", "a", WEB);
    Pod b = server.add("shop", "b", WEB);
    Pod c = running("c");
    shell.watch().deliverAll();
    server.fail(request -> request.name().equals("b") ? Fault.NONE : Fault.FORBIDDEN);

    FailedWrite adopt = carryOut(new PodAction.Adopt(views(a, b))).orElseThrow();
    assertThat(adopt.reason()).isEqualTo(Reason.FAILED_CLAIM);
    assertThat(adopt.claims()).containsExactlyElementsOf(views(a));
    FailedWrite release = carryOut(new PodAction.Release(views(c))).orElseThrow();
    assertThat(release.reason()).isEqualTo(Reason.FAILED_CLAIM);
    assertThat(release.claims()).containsExactlyElementsOf(views(c));
    assertThat(shell.events())
        .containsExactly(
            "Warning FailedAdopt Error adopting pod a: ADOPT a is forbidden: a policy says no",
            "Warning FailedRelease Error releasing pod c: RELEASE c is forbidden: a policy says no");
  }

  @Test
  void takesAnOrphanThatIsGoneForGone() {
    Pod a = server.add("shop", "a", WEB);
    shell.watch().deliverAll();
    server.vanish(a);

    assertThat(carryOut(new PodAction.Adopt(views(a)))).isEmpty();
    assertThat(seen()).noneMatch(PodView::active);
  }

  /** Upstream's TestGeneralPodAdoption: one that is an owner already, but does not control it. */
  @Test
  void adoptsAPodOfWhichItIsAnOwnerAmongOthers() {
    Pod a =
        server.add(
            new PodBuilder(server.add("shop", "a", WEB))
                .editMetadata()
                .addToOwnerReferences(reference("me", false), reference("somebody", false))
                .endMetadata()
                .build());
    shell.watch().deliverAll();

    assertThat(carryOut(new PodAction.Adopt(views(a)))).isEmpty();
    assertThat(server.named("shop", "a").getMetadata().getOwnerReferences())
        .extracting(OwnerReference::getUid, OwnerReference::getController)
        .containsExactlyInAnyOrder(tuple("me", true), tuple("somebody", false));
  }

  private static OwnerReference reference(String uid, boolean controller) {
    return new OwnerReferenceBuilder().withUid(uid).withController(controller).build();
  }

  /**
   * An answer to an adoption or a release.
   *
   * @param failed whether the claim is to be tried again
   * @param told whether there is anything to tell the user
   */
  record Claimed(PodMetrics.Write write, int code, String reason, boolean failed, boolean told) {}

  /** Upstream takes 404 for done in both, and 422 in a release. */
  static Stream<Claimed> answersToClaims() {
    return Stream.of(
        new Claimed(ADOPT, 404, "NotFound", false, false),
        new Claimed(RELEASE, 404, "NotFound", false, false),
        new Claimed(ADOPT, 409, "Conflict", true, false),
        new Claimed(RELEASE, 409, "Conflict", true, false),
        new Claimed(ADOPT, 422, "Invalid", true, false),
        new Claimed(RELEASE, 422, "Invalid", true, false),
        new Claimed(ADOPT, 403, "Forbidden", true, true),
        new Claimed(RELEASE, 403, "Forbidden", true, true),
        new Claimed(ADOPT, 500, "InternalError", true, true),
        new Claimed(RELEASE, 500, "InternalError", true, true));
  }

  @ParameterizedTest
  @MethodSource("answersToClaims")
  void claimsAsTheServerAnswers(Claimed c) {
    Pod pod = c.write() == ADOPT ? server.add("shop", "a", WEB) : running("a");
    shell.watch().deliverAll();
    server.fail(
        request -> {
          throw new KubernetesClientException(
              "no",
              c.code(),
              new StatusBuilder().withCode(c.code()).withReason(c.reason()).build());
        });
    List<PodView> pods = views(pod);
    Optional<FailedWrite> failed =
        carryOut(c.write() == ADOPT ? new PodAction.Adopt(pods) : new PodAction.Release(pods));

    assertThat(failed.map(FailedWrite::claims))
        .isEqualTo(c.failed() ? Optional.of(pods) : Optional.empty());
    assertThat(seen())
        .as("whether the Pod is taken for gone")
        .allMatch(p -> p.deleting() != c.failed());
    assertThat(shell.events()).hasSize(c.told() ? 1 : 0);
  }

  @Test
  void releasesAPodAndLeavesItsOtherOwners() {
    Pod a =
        server.add(
            new PodBuilder(running("a"))
                .editMetadata()
                .addToOwnerReferences(reference("somebody", false))
                .endMetadata()
                .build());
    shell.watch().deliverAll();

    assertThat(carryOut(new PodAction.Release(views(a)))).isEmpty();
    assertThat(server.views()).allMatch(PodView::orphan);
    assertThat(server.named("shop", "a").getMetadata().getOwnerReferences())
        .extracting(OwnerReference::getUid)
        .containsExactly("somebody");
    assertThat(seen()).singleElement().matches(PodView::orphan);
    assertThat(shell.metrics()).containsExactly("RELEASE succeeded");
  }

  @Test
  void claimsAreTriedAgainWhereTheAnswerIsLost() {
    Pod a = server.add("shop", "a", WEB);
    shell.watch().deliverAll();
    server.fail(Faults.script(Verb.ADOPT, Fault.ANSWER_LOST));
    var adopt = new PodAction.Adopt(views(a));

    assertThat(carryOut(adopt, new PodAction.Create(1)))
        .get()
        .extracting(FailedWrite::reason)
        .isEqualTo(Reason.FAILED_CLAIM);
    assertThat(carryOut(adopt)).isEmpty();
    assertThat(seen()).singleElement().matches(pod -> pod.ownedBy("me"));
    assertThat(server.all()).hasSize(1);
  }

  @Test
  void carriesOutActionsInOrder() {
    Pod orphan = server.add("shop", "a", WEB);
    Pod mine = running("b");
    shell.watch().deliverAll();

    assertThat(
            carryOut(
                new PodAction.Adopt(views(orphan)),
                new PodAction.Release(views(mine)),
                new PodAction.Create(1)))
        .isEmpty();
    assertThat(requests()).containsExactly("ADOPT", "RELEASE", "CREATE");
  }

  @Test
  void stopsAtTheFirstActionThatFails() {
    Pod orphan = server.add("shop", "a", WEB);
    server.fail(Faults.script(Verb.ADOPT, Fault.SERVER_ERROR));

    assertThat(carryOut(new PodAction.Adopt(views(orphan)), new PodAction.Create(1))).isPresent();
    assertThat(requests()).containsExactly("ADOPT");
  }
}
