package io.passo.standalone.cli;

import io.passo.standalone.bench.Training;
import io.passo.standalone.system.AotCaches;
import io.passo.standalone.system.Artifacts;
import io.passo.standalone.system.SystemException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes ahead-of-time caches of services and broker. */
@Command(
    name = "train",
    description = {
      "Make ahead-of-time caches: the services start quicker and are at full speed sooner.",
      "",
      "A system of its own runs under load for a short time; from what its JVMs loaded and compiled",
      "a cache is made for each of them. They fit this build and this JDK (25 or newer) only."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class TrainCommand implements Callable<Integer> {
  private static final int ENOUGH = 15;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Seconds of load for each of four workloads (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + ENOUGH,
      converter = Positive.class)
  private int seconds = ENOUGH;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (!AotCaches.areSupported()) {
      throw new SystemException("Expected JDK 25 or newer but this is " + Runtime.version());
    }
    run(Artifacts.locate(), Duration.ofSeconds(seconds), err);
    return 0;
  }

  /** Trains, and says how it goes. */
  private static void run(Artifacts artifacts, Duration each, PrintWriter err) {
    err.println("Making caches with which services start quicker (once for each build) ...");
    err.flush();
    long begin = System.nanoTime();
    new Training(artifacts, each, line -> Terminal.progress(err, line)).run();
    Terminal.progress(err, "");
    err.printf(
        Locale.ROOT,
        "  %s %s %s%n",
        Terminal.styled("green", "✓"),
        "caches of services and broker",
        Terminal.styled("faint", "%.1f s".formatted((System.nanoTime() - begin) / 1e9)));
    err.flush();
  }

  /**
   * The same if there are no caches that fit and this JDK can make them. Services start without
   * them, too.
   */
  static void runIfNeeded(PrintWriter err) {
    Artifacts artifacts = Artifacts.locate();
    if (!AotCaches.areSupported() || AotCaches.ofTraining(artifacts).areComplete()) {
      return;
    }
    try {
      run(artifacts, Duration.ofSeconds(ENOUGH), err);
    } catch (SystemException e) {
      err.println("No caches could be made, services start slowly: " + e.getMessage());
      err.flush();
    }
  }
}
