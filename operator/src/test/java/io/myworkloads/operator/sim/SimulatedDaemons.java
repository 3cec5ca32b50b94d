package io.myworkloads.operator.sim;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.operator.runtime.DaemonShell;
import io.myworkloads.operator.runtime.nodes.NodeStore;
import io.myworkloads.operator.runtime.pods.PodControl;
import io.myworkloads.operator.runtime.revisions.RevisionControl;
import io.myworkloads.operator.runtime.revisions.RevisionData;
import io.myworkloads.operator.runtime.revisions.RevisionStore;
import java.util.Random;

/** What an operator keeps in memory about nodes and templates, over a cluster in memory. */
public final class SimulatedDaemons {
  private static final RevisionData DATA = new RevisionData(new KubernetesSerialization());

  private final NodeStore nodes = new NodeStore();
  private final RevisionStore revisions = new RevisionStore(DATA);
  private final ObjectWatch<Node> nodeWatch;
  private final ObjectWatch<ControllerRevision> revisionWatch;
  private final DaemonShell shell;

  SimulatedDaemons(
      InMemoryObjects<Node> nodeObjects,
      InMemoryRevisions server,
      PodControl podControl,
      Random random) {
    nodeWatch = new ObjectWatch<>(nodeObjects, nodes, random);
    revisionWatch = new ObjectWatch<>(server.objects(), revisions, random);
    shell =
        new DaemonShell(
            nodes,
            DATA,
            revisions,
            new RevisionControl(server, revisions, podControl, (kind, write, succeeded) -> {}),
            server);
  }

  /** The same as controllers get it. */
  DaemonShell shell() {
    return shell;
  }

  ObjectWatch<Node> nodeWatch() {
    return nodeWatch;
  }

  ObjectWatch<ControllerRevision> revisionWatch() {
    return revisionWatch;
  }
}
