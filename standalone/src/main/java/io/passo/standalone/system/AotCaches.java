package io.passo.standalone.system;

import io.passo.servers.BrokerJvm;
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
import java.util.stream.Stream;

/**
 * Ahead-of-time caches of services and broker: their classes as they are when loaded and linked,
 * and what a run under load has shown the compilers (JEP 483, 514 and 515). With one a program
 * starts in a third of the time and, if it was made under load, has its hot code compiled in
 * seconds instead of minutes.
 *
 * <p>A cache lies beside the jars it was made for, and fits only that build and that JDK.
 */
public final class AotCaches {
  /** Options of the JVM that must be alike when a cache is made and when it is used. */
  static final List<String> COMMON_OPTIONS = List.of(BrokerJvm.COLLECTOR);

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

  /** Those that know a program under load. */
  public static AotCaches ofTraining(Artifacts artifacts) {
    return new AotCaches(artifacts, "");
  }

  /** Those that know only how one starts: quicker made, and of no use to the compilers. */
  static AotCaches ofStart(Artifacts artifacts) {
    return new AotCaches(artifacts, "-start");
  }

  /**
   * Options of a JVM that runs a program of a system: to record, if that is what the system is for,
   * else to use the best cache there is.
   */
  static List<String> options(SystemOptions options, Artifacts artifacts, Program program) {
    AotCaches trained = ofTraining(artifacts);
    if (options.recording()) {
      return trained.recording(program);
    }
    List<String> best = trained.using(program);
    return best.isEmpty() ? ofStart(artifacts).using(program) : best;
  }

  /** True if this JDK can make and use them: 25 is the first that keeps profiles. */
  public static boolean areSupported() {
    return Runtime.version().feature() >= FIRST_JDK;
  }

  /**
   * Makes all of them from what a run has recorded, side by side.
   *
   * @throws SystemException if one cannot be made
   */
  public void createAll() {
    sideBySide(
        artifacts.programs().stream().<Runnable>map(program -> () -> create(program)).toList());
  }

  /**
   * Does several things side by side.
   *
   * @throws SystemException if one of them does
   */
  static void sideBySide(List<Runnable> things) {
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      List<CompletableFuture<Void>> all =
          things.stream().map(thing -> CompletableFuture.runAsync(thing, threads)).toList();
      all.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof SystemException failure ? failure : e;
    }
  }

  /** True if there is a cache of each program that fits. */
  public boolean areComplete() {
    return artifacts.programs().stream().allMatch(this::fits);
  }

  /** Options of a JVM that uses the cache; none if there is none that fits. */
  List<String> using(Program program) {
    return fits(program) ? List.of("-XX:AOTCache=" + cache(program), LOG) : List.of();
  }

  /** Options of a JVM that records what {@link #create} needs. */
  List<String> recording(Program program) {
    Path recorded = recorded(program);
    try {
      Files.createDirectories(recorded.getParent());
      Files.deleteIfExists(recorded);
    } catch (IOException e) {
      throw new SystemException("Expected to write to " + recorded.getParent() + " but " + e, e);
    }
    return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded);
  }

  /**
   * Makes the cache of a program from what a run has recorded.
   *
   * @throws SystemException if nothing was recorded, or the JDK could not make it
   */
  Path create(Program program) {
    Path recorded = recorded(program);
    if (!Files.isRegularFile(recorded)) {
      throw new SystemException(
          "Expected a recorded run of %s in %s but found none".formatted(program.name(), recorded));
    }
    Path cache = cache(program);
    // A cache that is half written must not be found.
    Path unfinished = cache.resolveSibling(cache.getFileName() + ".new");
    try {
      run(program, recorded, unfinished);
      Files.move(
          unfinished, cache, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(recorded);
      return cache;
    } catch (IOException e) {
      throw new SystemException("Expected to make " + cache + " but " + e, e);
    }
  }

  private void run(Program program, Path recorded, Path cache) throws IOException {
    Path log = program.caches().resolve("creation" + suffix + ".log");
    List<String> command = new ArrayList<>();
    command.add(Jdk.program("java"));
    command.addAll(COMMON_OPTIONS);
    command.add("-XX:AOTMode=create");
    command.add("-XX:AOTConfiguration=" + recorded);
    command.add("-XX:AOTCache=" + cache);
    command.addAll(program.main());
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
  private boolean fits(Program program) {
    Path cache = cache(program);
    return areSupported() && Files.isRegularFile(cache) && !isOlderThanJars(cache, program);
  }

  private boolean isOlderThanJars(Path cache, Program program) {
    try {
      FileTime made = Files.getLastModifiedTime(cache);
      try (Stream<Path> newer =
          Files.find(
              program.jars(),
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

  private Path cache(Program program) {
    return program.caches().resolve(Runtime.version() + suffix + ".aot");
  }

  private Path recorded(Program program) {
    return program.caches().resolve(Runtime.version() + ".recorded");
  }
}
