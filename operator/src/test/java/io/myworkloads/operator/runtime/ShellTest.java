package io.myworkloads.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.myworkloads.api.v1.MyReplicaSet;
import io.myworkloads.operator.core.pods.PodViewBuilder;
import io.myworkloads.operator.sim.InMemoryPods;
import io.myworkloads.operator.sim.ManualClock;
import io.myworkloads.operator.sim.SimulatedShell;
import io.myworkloads.operator.sim.VirtualTimer;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server says of an owner that the cache shows as there, before it adopts. */
class ShellTest {
  private static final String DELETED_AT = "2026-01-01T12:00:00Z";

  /**
   * @param live null where there is none of that name
   */
  record Case(String name, @Nullable MyReplicaSet live, boolean adopts) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static MyReplicaSet set(String uid, @Nullable String deletedAt) {
    var set = new MyReplicaSet();
    set.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("web")
            .withUid(uid)
            .withDeletionTimestamp(deletedAt)
            .build());
    return set;
  }

  /** The answers that upstream's RecheckDeletionTimestamp and its callers tell apart. */
  static Stream<Case> cases() {
    return Stream.of(
        new Case("there", set("me", null), true),
        new Case("being deleted", set("me", DELETED_AT), false),
        new Case("another of the same name", set("you", null), false),
        new Case("gone", null, false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void knowsWhetherAnOwnerIsThere(Case c) {
    var clock = new ManualClock(PodViewBuilder.NOW);
    var timer = new VirtualTimer(clock);
    Shell shell =
        new SimulatedShell(new InMemoryPods(clock), clock, new Random(1))
            .forControllers(new OneOwner(c.live()), timer);

    assertThat(shell.isLive(MyReplicaSet.class, SimulatedShell.owner("web", "me")))
        .isEqualTo(c.adopts());
    timer.shutdownNow();
  }

  private record OneOwner(@Nullable MyReplicaSet live) implements OwnerApi {
    @Override
    public <R extends HasMetadata> Optional<R> get(Class<R> type, String namespace, String name) {
      assertThat(namespace + "/" + name).isEqualTo("shop/web");
      return Optional.ofNullable(live).map(type::cast);
    }

    @Override
    public <S, R extends CustomResource<?, S>> long patchStatus(R object, S status) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <R extends HasMetadata> void delete(R object) {
      throw new UnsupportedOperationException();
    }
  }
}
