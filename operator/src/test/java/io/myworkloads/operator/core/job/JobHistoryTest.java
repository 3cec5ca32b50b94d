package io.myworkloads.operator.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exactly once, whatever is cut short: histories in which Pods start, end and are deleted at any
 * time, and in which plans break off at any step and in the midst of it. {@link JobWorld} checks
 * every status that is written.
 */
class JobHistoryTest {
  private static final int HISTORIES = 2000;
  private static final int LONGEST = 200;

  static LongStream seeds() {
    return LongStream.range(0, HISTORIES);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyPodIsCountedOnce(long seed) {
    RandomGenerator random = new Random(seed);
    JobWorld world = new JobWorld(spec(random), random);
    double crashes = random.nextDouble() * 0.3;
    double deletions = random.nextDouble() * 0.2;
    double failures = random.nextDouble();
    for (int i = 0; i < 60; i++) {
      look(world, random, crashes);
      world.disturb(deletions, failures);
      world.pass(Duration.ofSeconds(random.nextInt(30)));
    }
    for (int i = 0; i < LONGEST && !settled(world); i++) {
      world.quieten();
      look(world, random, 0);
      world.pass(Duration.ofMinutes(11));
    }
    assertThat(settled(world)).as("it comes to an end: %s", Steps.text(world.status())).isTrue();
    world.settled();
    assertThat(world.decide().steps()).as("then nothing is to be done").isEmpty();
  }

  private static boolean settled(JobWorld world) {
    return world.finished() && world.decide().steps().isEmpty();
  }

  private static void look(JobWorld world, RandomGenerator random, double crashes) {
    for (JobStep step : world.decide().steps()) {
      boolean crash = random.nextDouble() < crashes;
      if (!crash || !(step instanceof JobStep.WriteStatus)) {
        world.carryOut(step, crash);
      }
      if (crash) {
        return;
      }
    }
  }

  private static JobSpec spec(RandomGenerator random) {
    int completions = 1 + random.nextInt(12);
    int parallelism = 1 + random.nextInt(6);
    JobBuilder job =
        switch (random.nextInt(4)) {
          case 0 -> JobBuilder.job(completions, parallelism);
          case 1 -> JobBuilder.job(null, parallelism);
          case 2 -> JobBuilder.indexed(completions, parallelism);
          default -> JobBuilder.indexed(completions, parallelism).perIndex(random.nextInt(3));
        };
    if (random.nextBoolean()) {
      job.replaceOnlyFailed();
    }
    if (random.nextInt(4) == 0) {
      job.keep(random.nextInt(3), random.nextInt(3));
    }
    if (random.nextInt(4) == 0) {
      job.backoffLimit(random.nextInt(9));
    }
    return job.spec();
  }
}
