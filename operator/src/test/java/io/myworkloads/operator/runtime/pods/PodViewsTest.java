package io.myworkloads.operator.runtime.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.myworkloads.operator.core.pods.ControllerRef;
import io.myworkloads.operator.core.pods.PodPhase;
import io.myworkloads.operator.core.pods.PodView;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodViewsTest {
  private static PodView view(String manifest) {
    return PodViews.of(Serialization.unmarshal(manifest, Pod.class));
  }

  @Test
  void readsAllThatMatters() {
    assertThat(
            view(
                """
                metadata:
                  name: web-x
                  namespace: shop
                  uid: u
                  resourceVersion: "12"
                  creationTimestamp: "2026-01-01T11:00:00Z"
                  deletionTimestamp: "2026-01-01T12:00:00Z"
                  labels: {app: web}
                  annotations: {controller.kubernetes.io/pod-deletion-cost: "-5"}
                  ownerReferences:
                  - {apiVersion: v1, kind: ConfigMap, name: c, uid: c}
                  - {apiVersion: myworkloads.io/v1, kind: MyReplicaSet, name: web, uid: me, controller: true}
                spec:
                  nodeName: n1
                  initContainers:
                  - {name: setup}
                  - {name: proxy, restartPolicy: Always}
                status:
                  phase: Running
                  conditions:
                  - {type: PodScheduled, status: "True", lastTransitionTime: "2026-01-01T11:00:01Z"}
                  - {type: Ready, status: "True", lastTransitionTime: "2026-01-01T11:00:09Z"}
                  initContainerStatuses:
                  - {name: setup, restartCount: 9}
                  - {name: proxy, restartCount: 2}
                  containerStatuses:
                  - {name: a, restartCount: 1}
                  - {name: b, restartCount: 3}
                """))
        .isEqualTo(
            new PodView(
                "u",
                "shop",
                "web-x",
                Map.of("app", "web"),
                new ControllerRef("myworkloads.io/v1", "MyReplicaSet", "web", "me"),
                PodPhase.RUNNING,
                true,
                "n1",
                "n1",
                null,
                true,
                Instant.parse("2026-01-01T11:00:09Z"),
                Instant.parse("2026-01-01T11:00:00Z"),
                -5,
                3,
                2,
                "b",
                null,
                null));
  }

  @Test
  void readsAPodOfWhichLittleIsKnown() {
    PodView pod = view("metadata: {name: web-x, namespace: shop, uid: u}");

    assertThat(pod.orphan()).isTrue();
    assertThat(pod.labels()).isEmpty();
    assertThat(pod.phase()).isEqualTo(PodPhase.PENDING);
    assertThat(pod.nodeName()).isNull();
    assertThat(pod.ready()).isFalse();
    assertThat(pod.restarts()).isZero();
  }

  @Test
  void takesAnOwnerThatIsNoControllerForNone() {
    assertThat(
            view("""
                    metadata:
                      name: web-x
                      namespace: shop
                      uid: u
                      ownerReferences:
                      - {apiVersion: v1, kind: ConfigMap, name: c, uid: c, controller: false}
                    """)
                .orphan())
        .isTrue();
  }

  @Test
  void readsThatAPodIsNotReady() {
    PodView pod =
        view(
            """
            metadata: {name: web-x, namespace: shop, uid: u}
            spec: {nodeName: ""}
            status:
              conditions:
              - {type: Ready, status: "False", lastTransitionTime: "2026-01-01T11:00:09Z"}
            """);

    assertThat(pod.ready()).isFalse();
    assertThat(pod.readySince()).isNull();
    assertThat(pod.nodeName()).isNull();
  }

  @Test
  void readsThatNobodySaysSinceWhenAPodIsReady() {
    PodView pod =
        view(
            """
            metadata: {name: web-x, namespace: shop, uid: u}
            status: {conditions: [{type: Ready, status: "True"}]}
            """);

    assertThat(pod.ready()).isTrue();
    assertThat(pod.readySince()).isNull();
  }
}
