package io.myworkloads.operator.runtime.pods;

import static io.myworkloads.operator.runtime.pods.PodMetrics.Write.ADOPT;
import static io.myworkloads.operator.runtime.pods.PodMetrics.Write.RELEASE;
import static io.myworkloads.operator.sim.SimulatedShell.owner;
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
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.Faults.Verb;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Adoptions and releases. */
class PodClaimsTest extends PodControlFixture {
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
}
