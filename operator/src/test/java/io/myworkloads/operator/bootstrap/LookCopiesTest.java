package io.myworkloads.operator.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicaSetSpec;
import io.myworkloads.api.v1.MyReplicaSetStatus;
import org.junit.jupiter.api.Test;

class LookCopiesTest {
  private final LookCopies copies = new LookCopies();

  private static MyReplicaSet cached() {
    var set = new MyReplicaSet();
    set.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("web")
            .withResourceVersion("7")
            .addToLabels("app", "web")
            .build());
    var spec = new MyReplicaSetSpec();
    spec.setReplicas(3);
    set.setSpec(spec);
    var status = new MyReplicaSetStatus();
    status.setReplicas(2);
    set.setStatus(status);
    return set;
  }

  @Test
  void aCopyIsEqual() {
    MyReplicaSet cached = cached();
    MyReplicaSet copy = copies.clone(cached);
    assertThat(copy).isNotSameAs(cached).isEqualTo(cached);
    assertThat(copy.getApiVersion()).isEqualTo("myworkloads.io/v1");
    assertThat(copy.getKind()).isEqualTo("MyReplicaSet");
  }

  @Test
  void whatALookChangesDoesNotReachTheCache() {
    MyReplicaSet cached = cached();
    MyReplicaSet copy = copies.clone(cached);
    copy.getMetadata().setResourceVersion("8");
    copy.getMetadata().getLabels().put("app", "other");
    copy.setStatus(new MyReplicaSetStatus());
    assertThat(cached).usingRecursiveComparison().isEqualTo(cached());
  }

  @Test
  void anotherKindIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> copies.clone(new Pod()))
        .withMessage("no kind of ours: io.fabric8.kubernetes.api.model.Pod");
  }
}
