package io.passo.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The import rules of docs/architecture.md. Each exception stands here with its reason. */
@AnalyzeClasses(packages = "io.passo", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> OURS = resideInAnyPackage("io.passo..");

  @ArchTest
  static final ArchRule shouldKeepAslAloneWhenItImportsOurs =
      noClasses()
          .that()
          .resideInAPackage("io.passo.asl..")
          .should()
          .dependOnClassesThat(OURS.and(resideOutsideOfPackages("io.passo.asl..")));

  @ArchTest
  static final ArchRule shouldKeepProtocolAloneWhenItImportsOurs =
      noClasses()
          .that()
          .resideInAPackage("io.passo.protocol..")
          .should()
          .dependOnClassesThat(OURS.and(resideOutsideOfPackages("io.passo.protocol..")));

  @ArchTest
  static final ArchRule shouldLetWorkerSdkKnowOnlyProtocol =
      noClasses()
          .that()
          .resideInAPackage("io.passo.worker..")
          .should()
          .dependOnClassesThat(
              OURS.and(resideOutsideOfPackages("io.passo.worker..", "io.passo.protocol..")));

  @ArchTest
  static final ArchRule shouldLetCoordinatorKnowAslAndProtocol =
      noClasses()
          .that()
          .resideInAPackage("io.passo.coordinator..")
          .should()
          .dependOnClassesThat(
              OURS.and(
                  resideOutsideOfPackages(
                      "io.passo.coordinator..", "io.passo.asl..", "io.passo.protocol..")));

  @ArchTest
  static final ArchRule shouldLetWorkersKnowSdkAndProtocol =
      noClasses()
          .that()
          .resideInAnyPackage("io.passo.task..", "io.passo.integration..")
          .should()
          .dependOnClassesThat(
              OURS.and(
                  resideOutsideOfPackages(
                      "io.passo.task..",
                      "io.passo.integration..",
                      "io.passo.worker..",
                      "io.passo.protocol..")));

  @ArchTest
  static final ArchRule shouldKeepStandaloneUnknownToOthers =
      noClasses()
          .that(OURS.and(resideOutsideOfPackages("io.passo.standalone..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.passo.standalone..");

  @ArchTest
  static final ArchRule shouldKeepIntegrationsApart =
      slices()
          .matching("io.passo.integration.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              DescribedPredicate.alwaysTrue(),
              resideInAnyPackage("io.passo.integration.sdk..", "io.passo.integration.web.."));

  @ArchTest
  static final ArchRule shouldKeepTheEngineFreeOfFrameworksAndStores =
      noClasses()
          .that()
          .resideInAPackage("io.passo.coordinator.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "io.smallrye..",
              "io.vertx..",
              "io.micrometer..",
              "jakarta..",
              "org.apache.kafka..",
              "org.hibernate..",
              "java.sql..");

  @ArchTest
  static final ArchRule shouldKeepAdaptersBehindThePortsOfTheEngine =
      noClasses()
          .that()
          .resideInAPackage("io.passo.coordinator.engine..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.passo.coordinator..")
                  .and(resideOutsideOfPackages("io.passo.coordinator.engine..")));

  @ArchTest
  static final ArchRule shouldKeepAslPure =
      noClasses()
          .that()
          .resideInAPackage("io.passo.asl..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io.file..", "java.net.http..", "java.nio.file..", "java.util.logging..")
          .orShould()
          .accessTargetWhere(
              describe("wall clock, randomness or a thread", ArchitectureTest::isImpure));

  @ArchTest
  static final ArchRule shouldInjectThroughConstructors =
      noFields().should().beAnnotatedWith("jakarta.inject.Inject");

  @ArchTest
  static final ArchRule shouldKeepEntitiesInTheirPackages =
      classes()
          .that()
          .areAnnotatedWith("jakarta.persistence.Entity")
          .should()
          .resideInAnyPackage(
              "io.passo.coordinator.history..", "io.passo.coordinator.definition..");

  @ArchTest
  static final ArchRule shouldHaveNoCyclesBetweenPackagesOfAsl =
      slices().matching("io.passo.asl.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule shouldHaveNoMutableStatics =
      fields().that().areStatic().and().areDeclaredInClassesThat(OURS).should().beFinal();

  private static final Set<String> CLOCKS =
      Set.of("now", "currentTimeMillis", "nanoTime", "randomUUID");

  private static boolean isImpure(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    boolean clock = owner.startsWith("java.") && CLOCKS.contains(access.getTarget().getName());
    boolean thread =
        owner.equals("java.lang.Thread")
            || (owner.equals("java.lang.Math") && access.getTarget().getName().equals("random"));
    return clock || thread || owner.equals("java.util.concurrent.ThreadLocalRandom");
  }
}
