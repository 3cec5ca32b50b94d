package io.myworkloads.operator.runtime.events;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.myworkloads.operator.runtime.client.ApiError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps Events where kubectl looks for them: as core/v1 Events beside the object. */
public final class KubernetesEventSink implements EventSink {
  private static final Logger log = LoggerFactory.getLogger(KubernetesEventSink.class);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final int TOO_MANY_REQUESTS = 429;

  private final KubernetesClient client;

  public KubernetesEventSink(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Outcome create(EventEntry entry) {
    return write(
        entry,
        () -> client.v1().events().inNamespace(entry.namespace()).resource(event(entry)).create());
  }

  @Override
  public Outcome patch(EventEntry entry) {
    String change =
        client
            .getKubernetesSerialization()
            .asJson(
                Map.of(
                    "count", entry.count(),
                    "lastTimestamp", time(entry.last()),
                    "message", entry.message()));
    return write(
        entry,
        () ->
            client
                .v1()
                .events()
                .inNamespace(entry.namespace())
                // withName would have the client read it first
                .resource(nameOf(entry))
                .patch(MERGE, change));
  }

  /** upstream: k8s.io/client-go/tools/record/event.go, recordEvent. */
  private Outcome write(EventEntry entry, Runnable request) {
    try {
      request.run();
      return Outcome.WRITTEN;
    } catch (KubernetesClientException e) {
      Outcome outcome = outcome(e);
      if (outcome == Outcome.REFUSED && ApiError.of(e) != ApiError.NAMESPACE_TERMINATING) {
        log.atWarn()
            .addKeyValue("kind", entry.occurrence().about().kind())
            .addKeyValue("namespace", entry.namespace())
            .addKeyValue("name", entry.occurrence().about().name())
            .addKeyValue("reason", entry.occurrence().reason())
            .addKeyValue("error", ApiError.message(e))
            .log("Event refused");
      }
      return outcome;
    }
  }

  private static Outcome outcome(KubernetesClientException e) {
    if (e.getCode() == TOO_MANY_REQUESTS) {
      return Outcome.UNAVAILABLE;
    }
    return switch (ApiError.of(e)) {
      // the client repeats a request whose answer was lost: the first one did it
      case ALREADY_EXISTS, CONFLICT -> Outcome.WRITTEN;
      case NOT_FOUND -> Outcome.MISSING;
      case INVALID, REFUSED, NAMESPACE_TERMINATING -> Outcome.REFUSED;
      case UNKNOWN -> Outcome.UNAVAILABLE;
    };
  }

  private static Event nameOf(EventEntry entry) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(entry.name())
        .withNamespace(entry.namespace())
        .endMetadata()
        .build();
  }

  private static Event event(EventEntry entry) {
    Occurrence occurrence = entry.occurrence();
    ObjectRef about = occurrence.about();
    return new EventBuilder()
        .withNewMetadata()
        .withName(entry.name())
        .withNamespace(entry.namespace())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(about.apiVersion())
        .withKind(about.kind())
        .withNamespace(about.namespace())
        .withName(about.name())
        .withUid(about.uid())
        .withResourceVersion(about.resourceVersion())
        .endInvolvedObject()
        .withType(occurrence.type().text())
        .withReason(occurrence.reason())
        .withMessage(entry.message())
        .withNewSource()
        .withComponent(occurrence.component())
        .endSource()
        .withReportingComponent(occurrence.component())
        .withReportingInstance("")
        .withFirstTimestamp(time(entry.first()))
        .withLastTimestamp(time(entry.last()))
        .withCount(entry.count())
        .build();
  }

  /** These two fields of core/v1 know no fractions of a second. */
  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
