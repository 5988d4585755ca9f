package io.passo.standalone.system;

import io.passo.servers.BrokerJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the built services are. */
public final class Artifacts {
  private final Path home;

  public Artifacts(Path home) {
    this.home = home.toAbsolutePath().normalize();
  }

  /**
   * Those of {@code -Dpasso.home}, else of the nearest folder upwards that has them.
   *
   * @throws SystemException if there are none
   */
  public static Artifacts locate() {
    String configured = System.getProperty("passo.home");
    Path start = Path.of(configured == null ? "" : configured).toAbsolutePath();
    return Stream.iterate(start, folder -> folder != null, Path::getParent)
        .filter(
            folder ->
                Files.isDirectory(folder.resolve("coordinator"))
                    && Files.isRegularFile(folder.resolve("mvnw")))
        .findFirst()
        .map(Artifacts::new)
        .orElseThrow(
            () ->
                new SystemException(
                    "Expected Passo's folders at or above " + start + " but found none"));
  }

  /** The root of the project. */
  public Path home() {
    return home;
  }

  /**
   * The folder of the built application of a service.
   *
   * @throws SystemException if it has not been built
   */
  public Path application(ServiceKind kind) {
    Path folder = home.resolve(kind.module()).resolve("target").resolve("quarkus-app");
    if (!Files.isRegularFile(folder.resolve("quarkus-run.jar"))) {
      throw new SystemException(
          "Expected %s but it has not been built: run ./mvnw -Dquick package"
              .formatted(folder.resolve("quarkus-run.jar")));
    }
    return folder;
  }

  /**
   * A service as it is started.
   *
   * @throws SystemException if it has not been built
   */
  Program program(ServiceKind kind) {
    Path folder = application(kind);
    return new Program(
        kind.module(), folder, List.of("-jar", folder.resolve("quarkus-run.jar").toString()));
  }

  /**
   * The broker as it is started, from the jars of the command line.
   *
   * @throws SystemException if that has not been built
   */
  Program broker() {
    return new Program("kafka", libraries(), BrokerJvm.main(brokerJars().stream()));
  }

  /** The jars the broker is started from, in an order that is always the same. */
  List<Path> brokerJars() {
    try (Stream<Path> jars = Files.list(libraries())) {
      return jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new SystemException(
          "Expected jars in %s but they have not been built: run ./mvnw -Dquick package"
              .formatted(libraries()),
          e);
    }
  }

  private Path libraries() {
    return home.resolve(Path.of("standalone", "target", "lib"));
  }

  /** All that is started from jars. */
  List<Program> programs() {
    return Stream.concat(Stream.of(ServiceKind.values()).map(this::program), Stream.of(broker()))
        .toList();
  }

  /** The jar with the functions of the examples, if it has been built. */
  public Optional<Path> exampleFunctions() {
    Path jar = home.resolve(Path.of("examples", "target", "passo-examples.jar"));
    return Files.isRegularFile(jar) ? Optional.of(jar) : Optional.empty();
  }

  /** The folder with the example state machines. */
  public Path examples() {
    return home.resolve("examples");
  }
}
