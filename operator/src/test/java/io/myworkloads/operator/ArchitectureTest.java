package io.myworkloads.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * A functional core in an imperative shell: decisions can be tested by the thousand in milliseconds
 * as long as they know nothing but their arguments.
 */
class ArchitectureTest {
  private static final String ROOT = "io.myworkloads.operator.";
  private static final String CORE = ROOT + "core..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.myworkloads.operator");

  @Test
  void theCoreKnowsNoClientAndNoFramework() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.fabric8..",
            "io.javaoperatorsdk..",
            "io.micrometer..",
            "org.slf4j..",
            "java.net..",
            "java.io..",
            "java.util.concurrent..")
        .because("a decision has no I/O: what it needs to know is in its arguments")
        .check(CLASSES);
  }

  @Test
  void theCoreKnowsNothingOfTheShell() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "runtime..", ROOT + "controller..", ROOT + "bootstrap..")
        .check(CLASSES);
  }

  @Test
  void theCoreAsksNoClockAndThrowsNoDice() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Random.class, ThreadLocalRandom.class, RandomGenerator.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .because("time and randomness come in as arguments")
        .check(CLASSES);
  }

  @Test
  void controllersDoNotReachIntoTheStartOfTheProcess() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "runtime..", ROOT + "controller..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "bootstrap..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.myworkloads.operator.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
