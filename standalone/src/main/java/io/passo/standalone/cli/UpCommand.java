package io.passo.standalone.cli;

import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemOptions;
import io.passo.standalone.system.SystemStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the whole system. */
@Command(
    name = "up",
    description = "Start Kafka, PostgreSQL, Redis and the three services.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the API (default: ${DEFAULT-VALUE}).",
      defaultValue = "8080")
  private int port = 8080;

  @Option(
      names = "--coordinators",
      paramLabel = "N",
      description = "How many coordinators (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int coordinators = 1;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "How many task-workers (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int workers = 1;

  @Option(
      names = "--adapters",
      paramLabel = "N",
      description = "How many integration-adapters (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int adapters = 1;

  @Option(
      names = "--heap",
      paramLabel = "MB",
      description = "Heap of each service in megabytes (default: ${DEFAULT-VALUE}).",
      defaultValue = "384")
  private int heap = 384;

  @Option(
      names = "--functions",
      paramLabel = "DIR",
      description = "Folder of function jars (default: functions below --data).")
  private @Nullable Path functions;

  @Option(
      names = "--detach",
      description = "Return when the API answers; stop it with 'passo down'.")
  private boolean detach;

  @Override
  public Integer call() {
    if (SystemStatus.running(data.folder()).isPresent()) {
      throw new SystemException(
          "Passo runs already with its data in " + data.folder() + ": see ./passo status");
    }
    return detach ? startDetached() : runInForeground();
  }

  SystemOptions options() {
    SystemOptions options =
        SystemOptions.standard(data.folder())
            .withPort(port)
            .withCoordinators(coordinators)
            .withWorkers(workers)
            .withAdapters(adapters)
            .withHeapMegabytes(heap);
    return functions == null ? options : options.withFunctions(functions);
  }

  private int startDetached() {
    PrintWriter out = spec.commandLine().getOut();
    options();
    SystemStatus status =
        Detached.start(
            data.folder(),
            spec.commandLine().getParseResult().originalArgs(),
            spec.commandLine().getErr());
    StatusCommand.print(status, output, out);
    return 0;
  }

  private int runInForeground() {
    PassoSystem system =
        PassoSystem.start(options(), new ProgressLines(spec.commandLine().getErr()));
    system.supervise();
    CountDownLatch end = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system, end), "stop"));
    if (!Detached.isThisProcess()) {
      StatusCommand.print(system.status(), output, spec.commandLine().getOut());
      spec.commandLine().getErr().println(Terminal.styled("faint", "Ctrl-C stops it."));
    }
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private static void stop(PassoSystem system, CountDownLatch end) {
    system.close();
    end.countDown();
  }
}
