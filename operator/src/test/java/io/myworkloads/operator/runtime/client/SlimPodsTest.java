package io.myworkloads.operator.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.myworkloads.operator.core.pods.PodRun;
import io.myworkloads.operator.runtime.pods.PodViews;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Type;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SlimPodsTest {
  private static final String POD =
      """
      {"kind":"Pod","apiVersion":"v1",
       "metadata":{"name":"web-1","namespace":"shop","uid":"u1","resourceVersion":"7",
        "creationTimestamp":"2026-01-02T03:04:05Z","deletionTimestamp":"2026-01-02T03:05:05Z",
        "labels":{"app":"web"},
        "annotations":{"controller.kubernetes.io/pod-deletion-cost":"5"},
        "ownerReferences":[{"apiVersion":"myworkloads.io/v1","kind":"MyReplicaSet","name":"web","uid":"o1","controller":true}],
        "managedFields":[{"manager":"x","operation":"Update","fieldsV1":{"f:metadata":{"f:labels":{}}}}]},
       "spec":{"nodeName":"n1","volumes":[{"name":"v","emptyDir":{}}],
        "initContainers":[{"name":"side","image":"i","restartPolicy":"Always"}],
        "containers":[{"name":"main","image":"busybox"}],
        "tolerations":[{"key":"k","operator":"Exists"}],
        "affinity":{"nodeAffinity":{}},"unknownToTheModel":{"a":[1]}},
       "status":{"phase":"Running",
        "conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2026-01-02T03:04:07Z"}],
        "containerStatuses":[{"name":"main","restartCount":3}],
        "initContainerStatuses":[{"name":"side","restartCount":2}]}}""";

  private static final String WAITING_FOR_ITS_NODE =
      """
      {"kind":"Pod","apiVersion":"v1",
       "metadata":{"name":"log-1","namespace":"shop","uid":"u2","resourceVersion":"8"},
       "spec":{"containers":[{"name":"main","image":"busybox"}],
        "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
         {"matchFields":[{"key":"metadata.name","operator":"In","values":["n1"]}]}]}}}},
       "status":{"phase":"Pending","conditions":[
        {"type":"PodScheduled","status":"False","reason":"Unschedulable"}]}}""";

  private static final String WAITING_FOR_ITS_IMAGE =
      """
      {"kind":"Pod","apiVersion":"v1",
       "metadata":{"name":"log-2","namespace":"shop","uid":"u3","resourceVersion":"9"},
       "spec":{"nodeName":"n1","containers":[{"name":"main","image":"bsybox"}]},
       "status":{"phase":"Pending","containerStatuses":[
        {"name":"main","restartCount":0,"state":{"waiting":{"reason":"ImagePullBackOff"}}}]}}""";

  private static final String OF_A_JOB =
      """
      {"kind":"Pod","apiVersion":"v1",
       "metadata":{"name":"pi-1","namespace":"shop","uid":"u4","resourceVersion":"10",
        "deletionTimestamp":"2026-01-02T03:05:05Z","deletionGracePeriodSeconds":30,
        "finalizers":["myworkloads.io/job-tracking"],
        "annotations":{"batch.kubernetes.io/job-completion-index":"3",
         "batch.kubernetes.io/job-index-failure-count":"2",
         "batch.kubernetes.io/job-index-ignored-failure-count":"1"},
        "ownerReferences":[{"apiVersion":"myworkloads.io/v1","kind":"MyJob","name":"pi","uid":"o1","controller":true}]},
       "spec":{"nodeName":"n1","containers":[{"name":"main","image":"busybox"}]},
       "status":{"phase":"Failed","reason":"Evicted","message":"no room",
        "conditions":[{"type":"DisruptionTarget","status":"True"}],
        "initContainerStatuses":[{"name":"setup","restartCount":1,
         "state":{"terminated":{"exitCode":0,"finishedAt":"2026-01-02T03:04:05Z"}}}],
        "containerStatuses":[{"name":"main","restartCount":2,
         "state":{"terminated":{"exitCode":7,"reason":"Error","message":"oh","finishedAt":"2026-01-02T03:04:06Z"}}}]}}""";

  private final KubernetesSerialization json = new SlimPods();

  private WatchEvent read(String object) {
    return json.unmarshal(
        "{\"type\":\"MODIFIED\",\"object\":%s}".formatted(object), WatchEvent.class);
  }

  @Test
  void aWatchedPodTellsControllersAllThatAWholeOneDoes() {
    Pod whole = new KubernetesSerialization().unmarshal(POD, Pod.class);
    WatchEvent event = read(POD);
    assertThat(event.getType()).isEqualTo("MODIFIED");
    assertThat(event.getObject())
        .isInstanceOfSatisfying(
            Pod.class,
            pod -> {
              assertThat(PodViews.of(pod)).isEqualTo(PodViews.of(whole));
              assertThat(pod.getMetadata().getResourceVersion()).isEqualTo("7");
              assertThat(pod.getSpec().getAffinity()).isEqualTo(whole.getSpec().getAffinity());
              assertThat(pod.getStatus()).isEqualTo(whole.getStatus());
            });
  }

  @Test
  void aWatchedPodTellsWhichNodeItIsFor() {
    assertThat(read(WAITING_FOR_ITS_NODE).getObject())
        .isInstanceOfSatisfying(
            Pod.class,
            pod -> {
              assertThat(PodViews.of(pod).targetNode()).isEqualTo("n1");
              assertThat(PodViews.of(pod).nodeName()).isNull();
              assertThat(PodViews.of(pod).waitsFor()).isEqualTo("Unschedulable");
            });
  }

  @Test
  void aWatchedPodTellsWhatItWaitsFor() {
    assertThat(read(WAITING_FOR_ITS_IMAGE).getObject())
        .isInstanceOfSatisfying(
            Pod.class,
            pod -> assertThat(PodViews.of(pod).waitsFor()).isEqualTo("ImagePullBackOff"));
  }

  @Test
  void aWatchedPodTellsHowItsRunWent() {
    Pod whole = new KubernetesSerialization().unmarshal(OF_A_JOB, Pod.class);
    assertThat(read(OF_A_JOB).getObject())
        .isInstanceOfSatisfying(
            Pod.class,
            pod -> {
              PodRun run = Objects.requireNonNull(PodViews.of(pod).run());
              assertThat(run).isEqualTo(PodViews.of(whole).run());
              assertThat(run.tracked()).isTrue();
              assertThat(run.index()).isEqualTo(3);
              assertThat(run.indexFailures()).isEqualTo(2);
              assertThat(run.ignoredIndexFailures()).isEqualTo(1);
              assertThat(run.restarts()).isEqualTo(3);
              assertThat(run.finished()).isEqualTo("2026-01-02T03:04:06Z");
              assertThat(run.exits()).contains(new PodRun.Exit("main", 7, "Error", "oh"));
              assertThat(run.conditions()).containsEntry("DisruptionTarget", "True");
            });
  }

  @Test
  void whatNoControllerLooksAtIsNotKept() {
    assertThat(read(POD).getObject())
        .isInstanceOfSatisfying(
            Pod.class,
            pod -> {
              assertThat(pod.getMetadata().getManagedFields()).isEmpty();
              assertThat(pod.getSpec().getContainers()).isEmpty();
              assertThat(pod.getSpec().getVolumes()).isEmpty();
              assertThat(pod.getSpec().getTolerations()).isEmpty();
            });
  }

  @Test
  void podsOfAListAreReadAsThoseOfAWatch() {
    String text =
        """
        {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"12","continue":"more"},
         "items":[%s,%s]}"""
            .formatted(POD, WAITING_FOR_ITS_IMAGE);
    PodList list =
        json.unmarshal(
            new ByteArrayInputStream(text.getBytes(UTF_8)),
            new TypeReference<PodList>() {
              @Override
              public Type getType() {
                return PodList.class;
              }
            });
    assertThat(list.getMetadata().getResourceVersion()).isEqualTo("12");
    assertThat(list.getMetadata().getContinue()).isEqualTo("more");
    assertThat(list.getItems())
        .containsExactly(
            (Pod) read(POD).getObject(), (Pod) read(WAITING_FOR_ITS_IMAGE).getObject());
  }

  @Test
  void aPodThatDoesNotBeginWithItsKindIsReadAllTheSame() {
    String lastKind =
        """
        {"metadata":{"name":"web-1","namespace":"shop","uid":"u1"},"apiVersion":"v1","kind":"Pod"}""";
    assertThat(read(lastKind).getObject())
        .isInstanceOfSatisfying(
            Pod.class, pod -> assertThat(pod.getMetadata().getUid()).isEqualTo("u1"));
  }

  @Test
  void otherObjectsAreReadAsEver() {
    assertThat(
            read("{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"data\":{\"a\":\"b\"}}")
                .getObject())
        .isInstanceOfSatisfying(
            ConfigMap.class, map -> assertThat(map.getData()).containsEntry("a", "b"));
    assertThat(read("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":410}").getObject())
        .isInstanceOfSatisfying(
            Status.class, status -> assertThat(status.getCode()).isEqualTo(410));
    assertThat(
            read("{\"kind\":\"Status\",\"metadata\":{},\"apiVersion\":\"v1\",\"code\":410}")
                .getObject())
        .isInstanceOf(Status.class);
  }

  @Test
  void manifestsThatAreNotWatchedKeepAllTheirFields() {
    Pod whole = json.unmarshal(POD, Pod.class);
    assertThat(whole.getSpec().getContainers()).hasSize(1);
    assertThat(whole.getMetadata().getManagedFields()).hasSize(1);
  }
}
