package io.passo.standalone.cli;

import io.passo.standalone.bench.Bench;
import io.passo.standalone.bench.BenchOptions;
import io.passo.standalone.bench.BenchReport;
import io.passo.standalone.bench.Workload;
import io.passo.standalone.system.SystemOptions;
import io.passo.standalone.system.SystemStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts load on a system. */
@Command(
    name = "bench",
    description = {
      "Put load on the running system, or on one started for it, and print what it takes.",
      "",
      "W1 is three sequential tasks, W2 one task and a Map of fifty, W3 five states without a task."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(paramLabel = "WORKLOAD", description = "${COMPLETION-CANDIDATES}")
  private Workload workload = Workload.W1;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Executions in flight (default: ${DEFAULT-VALUE}).",
      defaultValue = "64")
  private int concurrency = 64;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Starts per second whatever happens, instead of --concurrency.",
      defaultValue = "0")
  private double rate;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long to measure (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int seconds = 20;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds of load before that (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int warmUp = 10;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "A system elsewhere; its end of executions is polled for.")
  private @Nullable URI endpoint;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (endpoint != null) {
      return print(new Bench(options(List.of(endpoint)), null, this::progress).run());
    }
    SystemOptions own = SystemOptions.standard(data.folder()).withPort(0);
    try (RunningSystem system =
        RunningSystem.of(own, new ProgressLines(spec.commandLine().getErr()))) {
      SystemStatus status = system.status();
      return print(new Bench(options(coordinators(status)), status, this::progress).run());
    }
  }

  private BenchOptions options(List<URI> endpoints) {
    return new BenchOptions(
        workload,
        endpoints,
        concurrency,
        rate,
        Duration.ofSeconds(warmUp),
        Duration.ofSeconds(seconds));
  }

  private static List<URI> coordinators(SystemStatus status) {
    return status.processes().stream()
        .filter(process -> process.name().startsWith("coordinator-"))
        .map(process -> URI.create(process.address()))
        .toList();
  }

  private void progress(String line) {
    if (Terminal.isInteractive()) {
      spec.commandLine().getErr().print("\r\u001b[K" + Terminal.styled("faint", line));
      spec.commandLine().getErr().flush();
    }
  }

  private int print(BenchReport report) {
    progress("");
    if (json) {
      StatusCommand.printJson(report, spec.commandLine().getOut());
    } else {
      new BenchTable(spec.commandLine().getOut()).print(report);
    }
    return report.isClean() ? 0 : 1;
  }
}
