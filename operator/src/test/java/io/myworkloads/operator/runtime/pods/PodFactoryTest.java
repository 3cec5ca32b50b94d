package io.myworkloads.operator.runtime.pods;

import static io.myworkloads.operator.sim.SimulatedShell.owner;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodFactoryTest {
  private static final PodTemplateSpec TEMPLATE =
      Serialization.unmarshal(
          """
          metadata:
            name: ignored
            namespace: ignored
            labels: {app: web}
            annotations: {team: front}
            finalizers: [example.com/wait]
          spec:
            terminationGracePeriodSeconds: 7
            containers:
            - name: web
              image: registry.example/web:1
              livenessProbe:
                httpGet: {path: /healthz, port: http, scheme: HTTPS, host: h, httpHeaders: [{name: X, value: y}]}
                initialDelaySeconds: 1
                periodSeconds: 2
                timeoutSeconds: 3
                successThreshold: 1
                failureThreshold: 4
                terminationGracePeriodSeconds: 5
              readinessProbe:
                tcpSocket: {port: 8080, host: h}
              startupProbe:
                exec: {command: [cat, /tmp/healthy]}
            - name: rpc
              image: registry.example/rpc:1
              livenessProbe:
                grpc: {port: 9000, service: live}
          """,
          PodTemplateSpec.class);

  private final Pod pod = PodFactory.pod(owner("web", "me"), TEMPLATE, "web-x");

  @Test
  void passesTheSpecUnchanged() {
    assertThat(pod.getSpec()).isEqualTo(TEMPLATE.getSpec());
    assertThat(Serialization.asYaml(pod.getSpec()))
        .isEqualTo(Serialization.asYaml(TEMPLATE.getSpec()));
  }

  @Test
  void passesLabelsAnnotationsAndFinalizers() {
    assertThat(pod.getMetadata().getLabels()).isEqualTo(Map.of("app", "web"));
    assertThat(pod.getMetadata().getAnnotations()).isEqualTo(Map.of("team", "front"));
    assertThat(pod.getMetadata().getFinalizers()).containsExactly("example.com/wait");
  }

  @Test
  void namesThePodItself() {
    assertThat(pod.getMetadata().getName()).isEqualTo("web-x");
    assertThat(pod.getMetadata().getGenerateName()).isEqualTo("web-");
    assertThat(pod.getMetadata().getNamespace()).isEqualTo("shop");
  }

  @Test
  void makesThePodTheOwners() {
    assertThat(pod.getMetadata().getOwnerReferences())
        .containsExactly(
            new OwnerReferenceBuilder()
                .withApiVersion("myworkloads.io/v1")
                .withKind("MyReplicaSet")
                .withName("web")
                .withUid("me")
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build());
  }

  @Test
  void makesAPodOfATemplateWithoutMetadata() {
    Pod bare =
        PodFactory.pod(owner("web", "me"), new PodTemplateSpec(null, TEMPLATE.getSpec()), "web-x");

    assertThat(bare.getMetadata().getLabels()).isNullOrEmpty();
    assertThat(bare.getSpec()).isEqualTo(TEMPLATE.getSpec());
  }
}
