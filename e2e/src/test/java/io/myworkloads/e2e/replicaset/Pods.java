package io.myworkloads.e2e.replicaset;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What Pods are to a test. */
public final class Pods {

  /** A Pod's spec that is nothing but ready. */
  public static final String SLEEPING =
      "{terminationGracePeriodSeconds: 1, containers: [{name: main, image: 'busybox:1.35', command: [sleep, infinity]}]}";

  /**
   * A Pod's spec that no node gets to see, for where many Pods are wanted and none needs to run:
   * the scheduling gate is never opened.
   */
  public static final String GATED =
      "{schedulingGates: [{name: myworkloads.io/never}], containers: [{name: main, image: 'busybox:1.35'}]}";

  /** The same for Pods that are to end. */
  public static final String GATED_ONCE = GATED.replaceFirst("\\{", "{restartPolicy: Never, ");

  private Pods() {}

  /** upstream: pkg/controller/controller_utils.go IsPodActive. */
  public static boolean isActive(Pod pod) {
    return !pod.isMarkedForDeletion()
        && !Set.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
  }

  public static boolean isControlledBy(Pod pod, String uid) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(
            owner -> Boolean.TRUE.equals(owner.getController()) && owner.getUid().equals(uid));
  }

  public static List<OwnerReference> owners(Pod pod) {
    return pod.getMetadata().getOwnerReferences();
  }

  public static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  public static Set<String> uids(Collection<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
  }

  public static String image(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getImage();
  }

  public static ContainerStatus container(Pod pod) {
    return pod.getStatus().getContainerStatuses().getFirst();
  }

  public static List<Event> events(Kubectl kubectl, HasMetadata object, String reason) {
    return events(kubectl, object.getMetadata().getUid(), reason);
  }

  public static List<Event> events(Kubectl kubectl, String uid, String reason) {
    return kubectl
        .client()
        .v1()
        .events()
        .inNamespace(kubectl.namespace())
        .withField("involvedObject.uid", uid)
        .list()
        .getItems()
        .stream()
        .filter(event -> reason.equals(event.getReason()))
        .toList();
  }
}
