package io.myworkloads.e2e.replicas;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.api.v1.MyReplicationController;
import io.myworkloads.api.v1.ReplicatedSpec;
import io.myworkloads.api.v1.ReplicatedStatus;
import io.myworkloads.e2e.replicaset.Kubectl;
import io.myworkloads.e2e.replicaset.Pods;
import io.myworkloads.e2e.replicaset.TestReplicated;
import java.util.Locale;

/** The kinds of which the same stories are told, each with its samples. */
enum ReplicatedKind {
  MY_REPLICA_SET(MyReplicaSet.class, "kubia-replicaset.yaml", "kubia-replicaset-node-failure.yaml"),
  MY_REPLICATION_CONTROLLER(
      MyReplicationController.class, "kubia-rc.yaml", "kubia-rc-node-failure.yaml");

  private final Class<
          ? extends CustomResource<? extends ReplicatedSpec, ? extends ReplicatedStatus>>
      type;
  private final String sample;
  private final String nodeFailureSample;

  ReplicatedKind(
      Class<? extends CustomResource<? extends ReplicatedSpec, ? extends ReplicatedStatus>> type,
      String sample,
      String nodeFailureSample) {
    this.type = type;
    this.sample = sample;
    this.nodeFailureSample = nodeFailureSample;
  }

  String kind() {
    return HasMetadata.getKind(type);
  }

  /** As in URLs. */
  String plural() {
    return HasMetadata.getPlural(type);
  }

  /** As users type it. */
  String shortName() {
    return this == MY_REPLICA_SET ? "myrs" : "myrc";
  }

  /** Who its events come from. */
  String component() {
    return kind().toLowerCase(Locale.ROOT) + "-controller";
  }

  /** Three replicas of the book's app, whose one label is {@code app: <the object's name>}. */
  TestReplicated<?, ?> applySample(Kubectl kubectl) {
    return apply(kubectl, sample);
  }

  /** Three replicas that leave a lost node within seconds. */
  TestReplicated<?, ?> applyNodeFailureSample(Kubectl kubectl) {
    return apply(kubectl, nodeFailureSample);
  }

  /**
   * An object of Pods that no node gets to see.
   *
   * @param more a line of its spec
   */
  TestReplicated<?, ?> applyGated(Kubectl kubectl, int replicas, String more) {
    return apply(kubectl, replicas, more, Pods.GATED);
  }

  /**
   * An object called {@code web}.
   *
   * @param more a line of its spec
   * @param podSpec of its template
   */
  TestReplicated<?, ?> apply(Kubectl kubectl, int replicas, String more, String podSpec) {
    kubectl.apply(
        """
        apiVersion: myworkloads.io/v1
        kind: %s
        metadata: {name: web}
        spec:
          replicas: %d
          selector: %s
          %s
          template:
            metadata: {labels: {app: web}}
            spec: %s
        """
            .formatted(
                kind(),
                replicas,
                this == MY_REPLICA_SET ? "{matchLabels: {app: web}}" : "{app: web}",
                more,
                podSpec));
    return named(kubectl, "web");
  }

  private TestReplicated<?, ?> apply(Kubectl kubectl, String file) {
    return named(kubectl, kubectl.applySample(file, type));
  }

  private TestReplicated<?, ?> named(Kubectl kubectl, String name) {
    return switch (this) {
      case MY_REPLICA_SET -> new TestReplicated<>(kubectl, MyReplicaSet.class, name);
      case MY_REPLICATION_CONTROLLER ->
          new TestReplicated<>(kubectl, MyReplicationController.class, name);
    };
  }
}
