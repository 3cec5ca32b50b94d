package io.myworkloads.operator.runtime.revisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.Failure.Reason;
import io.myworkloads.operator.core.pods.PodView;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.core.revisions.RevisionAction;
import io.myworkloads.operator.core.revisions.RevisionView;
import io.myworkloads.operator.runtime.pods.FailedWrite;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.pods.PodOwner;
import io.myworkloads.operator.runtime.revisions.RevisionControl.Current;
import io.myworkloads.operator.runtime.revisions.RevisionControl.Ending;
import io.myworkloads.operator.runtime.revisions.RevisionControl.Result;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.Faults.Verb;
import io.myworkloads.operator.sim.InMemoryPods;
import io.myworkloads.operator.sim.InMemoryRevisions;
import io.myworkloads.operator.sim.ManualClock;
import io.myworkloads.operator.sim.SimulatedShell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RevisionControlTest {
  private static final Map<String, String> WEB = Map.of("app", "web");
  private static final PodOwner OWNER = SimulatedShell.owner("web", "me");

  private final ManualClock clock = new ManualClock(PodViewBuilder.NOW);
  private final InMemoryPods pods = new InMemoryPods(clock);
  private final SimulatedShell shell = new SimulatedShell(pods, clock, new Random(1));
  private final InMemoryRevisions server = new InMemoryRevisions(clock);
  private final RevisionData data = new RevisionData(new KubernetesSerialization());
  private final RevisionStore store = new RevisionStore(data);
  private final List<String> metrics = new ArrayList<>();
  private final RevisionControl control =
      new RevisionControl(
          server,
          store,
          shell.control(),
          (kind, write, succeeded) -> metrics.add(write + (succeeded ? " done" : " failed")));

  private boolean ownerIsThere = true;

  private Result carryOut(Current current, RevisionAction... actions) {
    var work =
        new PodControl.Work(OWNER, SimulatedShell.template(WEB), shell.tell(), () -> ownerIsThere);
    return control.carryOut(work, List.of(actions), current);
  }

  private Current current(String hash, String image) {
    PodTemplateSpec template = SimulatedShell.template(WEB);
    template.getSpec().getContainers().getFirst().setImage(image);
    Map<String, Object> patch = data.of(template);
    return new Current(
        patch, hash, RevisionData.digest(data.text(patch)), Map.of("reason", "a fix"));
  }

  private Result create(String hash, String image) {
    return carryOut(current(hash, image), new RevisionAction.Create(3));
  }

  private RevisionView only() {
    assertThat(server.all()).hasSize(1);
    return store.view(server.all().iterator().next());
  }

  private static void assertDone(Result result) {
    assertThat(result.ending()).isEqualTo(Ending.DONE);
    assertThat(result.failed()).isEmpty();
  }

  @Test
  void keepsATemplateUnderItsOwnersNameAndItsHash() {
    assertDone(create("x7", "web:1"));

    ControllerRevision made = server.all().iterator().next();
    assertThat(made.getMetadata().getName()).isEqualTo("web-x7");
    assertThat(made.getMetadata().getLabels())
        .isEqualTo(Map.of("app", "web", RevisionView.HASH_LABEL, "x7"));
    assertThat(made.getMetadata().getAnnotations()).isEqualTo(Map.of("reason", "a fix"));
    assertThat(made.getMetadata().getOwnerReferences())
        .containsExactly(OWNER.controllerReference());
    assertThat(made.getRevision()).isEqualTo(3);
    assertThat(data.text(made.getData())).contains("\"$patch\":\"replace\"").contains("web:1");
    assertThat(store.candidates("me", "shop"))
        .as("seen before the watch shows it")
        .containsExactly(only());
    assertThat(metrics).containsExactly("CREATE done");
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "SERVER_ERROR_AFTERWARDS"})
  void findsWhatAnEarlierTryMade(Fault lost) {
    server.fail(Faults.script(Verb.REVISION, lost));
    assertThat(create("x7", "web:1").failed())
        .get()
        .extracting(FailedWrite::reason)
        .isEqualTo(Reason.FAILED_REVISION);

    assertDone(create("x7", "web:1"));
    assertThat(store.candidates("me", "shop")).containsExactly(only());
  }

  @Test
  void saysWhereTheNameIsAnothers() {
    assertDone(create("x7", "web:1"));
    assertThat(create("x7", "web:2").ending()).isEqualTo(Ending.NAME_TAKEN);
    server.orphan(server.all().iterator().next(), "me");
    assertThat(create("x7", "web:1").ending()).isEqualTo(Ending.NAME_TAKEN);
    assertThat(shell.events()).isEmpty();
  }

  @Test
  void theFirstThatFailsEndsThePlanAndIsToldOf() {
    assertDone(create("x7", "web:1"));
    server.fail(Faults.script(Verb.REVISION, Fault.FORBIDDEN));

    Result result =
        carryOut(
            current("x8", "web:2"),
            new RevisionAction.Renumber(only(), 9),
            new RevisionAction.Create(10));

    assertThat(result.failed())
        .get()
        .satisfies(
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.FAILED_REVISION);
              assertThat(failed.message())
                  .startsWith("Error writing a ControllerRevision: ")
                  .contains("is forbidden");
            });
    assertThat(only().revision()).isEqualTo(3);
    assertThat(shell.events())
        .singleElement()
        .satisfies(event -> assertThat(event).startsWith("Warning FailedRevision Error writing"));
    assertThat(metrics).containsExactly("CREATE done", "RENUMBER failed");
  }

  @Test
  void changesWhatIsAskedFor() {
    assertDone(create("x7", "web:1"));
    Current current = current("x7", "web:1");
    assertDone(carryOut(current, new RevisionAction.Renumber(only(), 9)));
    assertThat(only().revision()).isEqualTo(9);
    assertDone(carryOut(current, new RevisionAction.Release(only())));
    assertThat(only().controller()).isNull();
    assertDone(carryOut(current, new RevisionAction.Adopt(only())));
    assertThat(only().controller()).isEqualTo(controller());
    server.relabel(server.all().iterator().next(), WEB);
    assertDone(carryOut(current, new RevisionAction.Label(only())));
    assertThat(only().labels()).containsEntry(RevisionView.HASH_LABEL, "x7");
    assertDone(carryOut(current, new RevisionAction.Delete(List.of(only()))));
    assertThat(server.all()).isEmpty();
  }

  private static ControllerRef controller() {
    return new ControllerRef(OWNER.apiVersion(), OWNER.kind(), OWNER.name(), OWNER.uid());
  }

  @Test
  void whatIsGoneAlreadyIsAsWellAsDeleted() {
    assertDone(create("x7", "web:1"));
    RevisionView gone = only();
    server.remove(server.all().iterator().next());
    assertDone(carryOut(current("x7", "web:1"), new RevisionAction.Delete(List.of(gone))));
    assertDone(carryOut(current("x7", "web:1"), new RevisionAction.Renumber(gone, 4)));
    assertThat(store.candidates("me", "shop")).isEmpty();
  }

  @Test
  void anOwnerThatIsGoneAdoptsNothing() {
    assertDone(create("x7", "web:1"));
    server.orphan(server.all().iterator().next(), "me");
    ownerIsThere = false;
    assertThat(carryOut(current("x7", "web:1"), new RevisionAction.Adopt(only())).failed())
        .get()
        .extracting(FailedWrite::reason)
        .isEqualTo(Reason.OWNER_UNCONFIRMED);
    assertThat(only().controller()).isNull();
  }

  @Test
  void givesPodsTheNameOfTheirTemplate() {
    PodView pod = pods.view(pods.add("shop", "web-1", WEB, OWNER));
    var relabel = new RevisionAction.Relabel(List.of(pod), "x7");
    pods.fail(Faults.script(Verb.LABEL, Fault.FORBIDDEN));

    assertThat(carryOut(current("x7", "web:1"), relabel).failed())
        .get()
        .extracting(FailedWrite::reason)
        .isEqualTo(Reason.FAILED_REVISION);
    assertDone(carryOut(current("x7", "web:1"), relabel));
    assertThat(pods.views())
        .singleElement()
        .satisfies(view -> assertThat(view.labels()).containsEntry(RevisionView.HASH_LABEL, "x7"));
  }
}
