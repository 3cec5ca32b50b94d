package io.myworkloads.operator.sim.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.myworkloads.api.v1.MyJob;
import io.myworkloads.operator.core.cron.ActiveJob;
import io.myworkloads.operator.runtime.cron.JobApi;
import io.myworkloads.operator.sim.history.Simulation;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation finds what is wrong with an operator, and says by which property. */
class FaultyOperatorTest {
  private static final int ENOUGH = 2000;

  /**
   * An operator.
   *
   * @param wrong what it makes of the requests that it should send
   * @param told one of these is told
   */
  record Case(String name, UnaryOperator<JobApi> wrong, String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("one that names MyJobs by chance", Misnaming::new, "made before|run beside"),
        new Case(
            "one that does not ask what was made before it came",
            Uninformed::new,
            "made before|run beside|missed of|active"),
        new Case(
            "one that takes what its cache does not show for gone",
            Trusting::new,
            "is not active any more, but runs on|what is due|run beside"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isFound(Case c) {
    assertThat(
            Simulation.failure(
                CronSimulationTest.alsoAfterAnOlderView(() -> new CronCluster(c.wrong())),
                0,
                ENOUGH))
        .get()
        .satisfies(error -> assertThat(error).hasMessageFindingMatch(c.told()));
  }

  /** Sends on what it is asked. */
  private static class Honest implements JobApi {
    private final JobApi server;

    Honest(JobApi server) {
      this.server = server;
    }

    @Override
    public ObjectMeta create(MyJob job) {
      return server.create(job);
    }

    @Override
    public Optional<MyJob> get(String namespace, String name) {
      return server.get(namespace, name);
    }

    @Override
    public long newestVersion(String namespace) {
      return server.newestVersion(namespace);
    }

    @Override
    public void delete(ActiveJob job) {
      server.delete(job);
    }
  }

  private static final class Misnaming extends Honest {
    private int made;

    Misnaming(JobApi server) {
      super(server);
    }

    @Override
    public ObjectMeta create(MyJob job) {
      job.getMetadata().setName(job.getMetadata().getName() + "-" + ++made);
      return super.create(job);
    }
  }

  private static final class Uninformed extends Honest {
    Uninformed(JobApi server) {
      super(server);
    }

    @Override
    public long newestVersion(String namespace) {
      return 0;
    }
  }

  private static final class Trusting extends Honest {
    Trusting(JobApi server) {
      super(server);
    }

    @Override
    public Optional<MyJob> get(String namespace, String name) {
      return Optional.empty();
    }
  }
}
