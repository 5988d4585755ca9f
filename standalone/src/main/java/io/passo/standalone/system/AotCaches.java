package io.passo.standalone.system;

import io.passo.servers.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Ahead-of-time caches of the services: their classes as they are when loaded and linked, and what
 * a run under load has shown the compilers (JEP 483, 514 and 515). With one a service starts in a
 * third of the time and, if it was made under load, has its hot code compiled in seconds instead of
 * minutes.
 *
 * <p>A cache lies beside the application it was made for, and fits only that build and that JDK.
 */
public final class AotCaches {
  /** Options of the JVM that must be alike when a cache is made and when it is used. */
  static final List<String> COMMON_OPTIONS = List.of("-XX:+UseSerialGC");

  /**
   * JDK 25 warns of single entries that it cannot use and makes anew. That a whole cache cannot be
   * used is an error.
   */
  private static final String LOG = "-Xlog:aot=error,aot+codecache+stubs=error";

  private static final int FIRST_JDK = 25;
  private static final Duration CREATION_LIMIT = Duration.ofMinutes(5);

  private final Artifacts artifacts;
  private final String suffix;

  private AotCaches(Artifacts artifacts, String suffix) {
    this.artifacts = artifacts;
    this.suffix = suffix;
  }

  /** Those that know a service under load. */
  public static AotCaches ofTraining(Artifacts artifacts) {
    return new AotCaches(artifacts, "");
  }

  /** Those that know only how it starts: quicker made, and of no use to the compilers. */
  static AotCaches ofStart(Artifacts artifacts) {
    return new AotCaches(artifacts, "-start");
  }

  /** True if this JDK can make and use them: 25 is the first that keeps profiles. */
  public static boolean areSupported() {
    return Runtime.version().feature() >= FIRST_JDK;
  }

  /**
   * Does something for each service, side by side.
   *
   * @throws SystemException if it does for one of them
   */
  public static void forEach(Consumer<ServiceKind> what) {
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      List<CompletableFuture<Void>> all =
          Stream.of(ServiceKind.values())
              .map(kind -> CompletableFuture.runAsync(() -> what.accept(kind), threads))
              .toList();
      all.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof SystemException failure ? failure : e;
    }
  }

  /** True if there is a cache of each service that fits. */
  public boolean areComplete() {
    return Stream.of(ServiceKind.values()).allMatch(this::fits);
  }

  /** Options of a JVM that uses the cache; none if there is none that fits. */
  List<String> using(ServiceKind kind) {
    return fits(kind) ? List.of("-XX:AOTCache=" + cache(kind), LOG) : List.of();
  }

  /** Options of a JVM that records what {@link #create} needs. */
  List<String> recording(ServiceKind kind) {
    Path recorded = recorded(kind);
    try {
      Files.createDirectories(recorded.getParent());
      Files.deleteIfExists(recorded);
    } catch (IOException e) {
      throw new SystemException("Expected to write to " + recorded.getParent() + " but " + e, e);
    }
    return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded);
  }

  /**
   * Makes the cache of a service from what a run has recorded.
   *
   * @throws SystemException if nothing was recorded, or the JDK could not make it
   */
  public Path create(ServiceKind kind) {
    Path recorded = recorded(kind);
    if (!Files.isRegularFile(recorded)) {
      throw new SystemException(
          "Expected a recorded run of %s in %s but found none".formatted(kind.module(), recorded));
    }
    Path cache = cache(kind);
    // A cache that is half written must not be found.
    Path unfinished = cache.resolveSibling(cache.getFileName() + ".new");
    try {
      run(kind, recorded, unfinished);
      Files.move(
          unfinished, cache, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(recorded);
      return cache;
    } catch (IOException e) {
      throw new SystemException("Expected to make " + cache + " but " + e, e);
    }
  }

  private void run(ServiceKind kind, Path recorded, Path cache) throws IOException {
    Path log = folder(kind).resolve("creation" + suffix + ".log");
    List<String> command = new ArrayList<>();
    command.add(Jdk.program("java"));
    command.addAll(COMMON_OPTIONS);
    command.add("-XX:AOTMode=create");
    command.add("-XX:AOTConfiguration=" + recorded);
    command.add("-XX:AOTCache=" + cache);
    command.addAll(List.of("-jar", jar(kind).toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(CREATION_LIMIT.toSeconds(), TimeUnit.SECONDS)
          || process.exitValue() != 0
          || !Files.isRegularFile(cache)) {
        throw new SystemException(
            "Expected %s to be made but it was not, see %s".formatted(cache, log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The JVM looks at each jar, too, and goes without a cache that does not fit, with a message. */
  private boolean fits(ServiceKind kind) {
    Path cache = cache(kind);
    return areSupported() && Files.isRegularFile(cache) && !isOlderThanApplication(cache, kind);
  }

  private boolean isOlderThanApplication(Path cache, ServiceKind kind) {
    try {
      FileTime made = Files.getLastModifiedTime(cache);
      try (Stream<Path> newer =
          Files.find(
              artifacts.application(kind),
              Integer.MAX_VALUE,
              (file, attributes) ->
                  file.toString().endsWith(".jar")
                      && attributes.lastModifiedTime().compareTo(made) > 0)) {
        return newer.findAny().isPresent();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path jar(ServiceKind kind) {
    return artifacts.application(kind).resolve("quarkus-run.jar");
  }

  /** Where the caches of a service are. */
  Path folder(ServiceKind kind) {
    return artifacts.application(kind).resolveSibling("aot");
  }

  private Path cache(ServiceKind kind) {
    return folder(kind).resolve(Runtime.version() + suffix + ".aot");
  }

  private Path recorded(ServiceKind kind) {
    return folder(kind).resolve(Runtime.version() + ".recorded");
  }
}
