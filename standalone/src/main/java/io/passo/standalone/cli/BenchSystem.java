package io.passo.standalone.cli;

import io.passo.servers.TemporaryFolder;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemOptions;
import io.passo.standalone.system.SystemStatus;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * What the benchmarks share: the system that runs already, or one started for them. That one begins
 * empty, so that no figure depends on what was measured before, and its data is removed at the end.
 */
final class BenchSystem {
  @Mixin private DataOption data = new DataOption();

  private @Nullable TemporaryFolder own;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  RunningSystem start() {
    return start(1);
  }

  /**
   * The system.
   *
   * @param coordinators how many to start, if none runs
   */
  RunningSystem start(int coordinators) {
    return start(options -> options.withCoordinators(coordinators));
  }

  /**
   * The system.
   *
   * @param change of how it is started, if none runs
   */
  RunningSystem start(UnaryOperator<SystemOptions> change) {
    SystemOptions options = change.apply(SystemOptions.standard(root()).withPort(0));
    try {
      return RunningSystem.of(
          options, new ProgressLines(err()), () -> TrainCommand.runIfNeeded(err()));
    } catch (SystemException e) {
      // Its logs tell why.
      if (own != null) {
        own.keep();
      }
      throw e;
    }
  }

  /**
   * A system that differs from the usual one, which therefore must not run yet.
   *
   * @param change of how it is started
   * @throws SystemException if one runs
   */
  RunningSystem startOwn(UnaryOperator<SystemOptions> change) {
    if (SystemStatus.running(data.folder()).isPresent()) {
      throw new SystemException(
          "Expected no system with its data in %s: stop it with ./passo down, or choose another folder with --data"
              .formatted(data.folder()));
    }
    return start(change);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** A folder of this name beside what the system keeps. */
  Path folder(String name) {
    return root().resolve(name);
  }

  /** Folder of functions of the system. */
  Path functions() {
    return folder("functions");
  }

  private Path root() {
    if (own == null) {
      if (SystemStatus.running(data.folder()).isPresent()) {
        return data.folder();
      }
      own = TemporaryFolder.create(data.folder(), "bench-");
    }
    return own.path();
  }

  static List<URI> coordinators(SystemStatus status) {
    return status.coordinators().stream().map(process -> URI.create(process.address())).toList();
  }

  /** Shows how it goes, on a terminal. */
  void progress(String line) {
    Terminal.progress(err(), line);
  }
}
