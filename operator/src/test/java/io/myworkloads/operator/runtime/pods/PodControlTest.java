package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.operator.core.pods.PodAction;
import io.myworkloads.operator.sim.Fault;
import io.myworkloads.operator.sim.Faults;
import io.myworkloads.operator.sim.Faults.Verb;
import org.junit.jupiter.api.Test;

class PodControlTest extends PodControlFixture {
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
