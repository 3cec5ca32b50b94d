package io.myworkloads.operator.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings are the defaults: a lease of 15 s, looked after for 13 s without a renewal. */
@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // the extension and the method before each test set the fields
class LeadershipIT {
  KubernetesMockServer server;
  KubernetesClient client;

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> lost = new ArrayList<>();
  private LeaseRenewals renewals;
  private Leadership leadership;
  private LeaderCallbacks elector;

  @BeforeEach
  void standBy() throws InvalidSettingsException {
    client.getConfiguration().setRequestTimeout(120_000); // the machine may be busy
    var settings =
        Settings.from(Map.of("POD_NAME", "operator-0", "POD_NAMESPACE", "system"), "a-host");
    renewals = new LeaseRenewals(settings, nanos::get);
    leadership = new Leadership(settings, renewals, lost::add);
    elector = leadership.configuration().getLeaderCallbacks().orElseThrow();
  }

  @Test
  void whoStandsByForHoursLosesNothing() {
    pass(Duration.ofHours(5));
    leadership.check();
    assertThat(lost).isEmpty();
  }

  @Test
  void whoLeadsAfterHoursOfStandingByHasAFreshLease() {
    pass(Duration.ofHours(5));
    renew("operator-0");
    elector.onStartLeading();
    leadership.check();
    assertThat(lost).isEmpty();
    assertThat(leadership.leading()).isTrue();
  }

  @Test
  void aRenewalKeepsTheLease() {
    elector.onStartLeading();
    pass(Duration.ofSeconds(12));
    renew("operator-0");
    pass(Duration.ofSeconds(12));
    leadership.check();
    assertThat(lost).isEmpty();
  }

  @Test
  void withoutARenewalItEndsBeforeTheLeaseDoes() {
    elector.onStartLeading();
    pass(Duration.ofSeconds(13));
    leadership.check();
    assertThat(lost).containsExactly("the lease was not renewed for 13 s");
  }

  @Test
  void whenTheElectorGivesUpItEnds() {
    elector.onStartLeading();
    elector.onStopLeading();
    assertThat(lost).containsExactly("the lease could not be renewed or is held by another");
  }

  @Test
  void whenItStopsTheEndIsMeant() {
    elector.onStartLeading();
    leadership.stopping();
    elector.onStopLeading();
    pass(Duration.ofMinutes(1));
    leadership.check();
    assertThat(lost).isEmpty();
  }

  @Test
  void aLeaderGivesItsLeaseBack() {
    lease("operator-0");
    elector.onStartLeading();
    leadership.release(client, Clock.systemUTC());
    assertThat(lease().getSpec().getHolderIdentity()).isNull();
    assertThat(lease().getSpec().getLeaseTransitions()).isEqualTo(3);
  }

  @Test
  void anothersLeaseIsLeftAlone() {
    lease("operator-1");
    elector.onStartLeading();
    leadership.release(client, Clock.systemUTC());
    assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("operator-1");
  }

  @Test
  void whoStandsByGivesNothingBack() {
    lease("operator-0");
    leadership.release(client, Clock.systemUTC());
    assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("operator-0");
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void renew(String holder) {
    try (KubernetesClient watched =
        new KubernetesClientBuilder()
            .withConfig(client.getConfiguration())
            .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("LEASE", renewals))
            .build()) {
      watched.resource(newLease(holder)).createOr(existing -> existing.update());
    }
  }

  private void lease(String holder) {
    client.resource(newLease(holder)).create();
  }

  private static Lease newLease(String holder) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace("system")
        .withName("myworkloads-operator")
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(holder)
        .withLeaseDurationSeconds(15)
        .withLeaseTransitions(3)
        .endSpec()
        .build();
  }

  private Lease lease() {
    return client.leases().inNamespace("system").withName("myworkloads-operator").get();
  }
}
