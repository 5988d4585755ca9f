package io.passo.standalone.cli;

import io.passo.standalone.bench.Bench;
import io.passo.standalone.bench.BenchOptions;
import io.passo.standalone.bench.BenchOptions.WarmUp;
import io.passo.standalone.bench.BenchReport;
import io.passo.standalone.bench.Handles;
import io.passo.standalone.bench.Workload;
import io.passo.standalone.system.SystemStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The same load for long. */
@Command(
    name = "soak",
    description = "Put the same load on the system for long, and print each minute what it takes.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class BenchSoakCommand implements Callable<Integer> {
  private static final int WARM_UP_IN_FLIGHT = 256;
  private static final Duration EACH = Duration.ofMinutes(1);
  private static final double MEBIBYTE = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Parameters(paramLabel = "WORKLOAD", description = "${COMPLETION-CANDIDATES}")
  private Workload workload = Workload.W1;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Starts per second.",
      required = true,
      converter = PositiveRate.class)
  private double rate = 1;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "How long (default: ${DEFAULT-VALUE}).",
      defaultValue = "30",
      converter = Positive.class)
  private int minutes = 30;

  @Override
  public Integer call() {
    boolean clean = true;
    PrintWriter out = spec.commandLine().getOut();
    try (RunningSystem system = bench.start()) {
      SystemStatus status = system.status();
      out.printf(
          "%6s %8s %8s %8s %8s %8s %8s   %s%n",
          "MINUTE", "RATE", "P50", "P99", "CPU-MS", "HANDLES", "MIB", "OF EACH PROCESS");
      for (int minute = 1; minute <= minutes; minute++) {
        WarmUp warm = minute == 1 ? WarmUp.untilCompiled(WARM_UP_IN_FLIGHT) : WarmUp.NONE;
        BenchOptions options =
            new BenchOptions(workload, BenchSystem.coordinators(status), 1, rate, warm, EACH);
        BenchReport report = new Bench(options, status, bench::progress).run();
        bench.progress("");
        clean &= report.isClean();
        print(out, minute, report, Handles.open(status));
      }
    }
    return clean ? 0 : 1;
  }

  private static void print(PrintWriter out, int minute, BenchReport report, int handles) {
    BenchReport.Servers servers = report.servers();
    out.printf(
        Locale.ROOT,
        "%6d %8.1f %8.1f %8.1f %8.3f %8d %8.0f   %s%n",
        minute,
        report.executionsPerSecond(),
        report.latency().p50(),
        report.latency().p99(),
        servers == null ? 0 : servers.cpuMillisPerExecution(),
        handles,
        servers == null ? 0 : servers.memoryBytes() / MEBIBYTE,
        servers == null ? "" : ofEach(servers));
    report.problems().forEach((what, count) -> out.printf("problem %d x %s%n", count, what));
    out.flush();
  }

  private static String ofEach(BenchReport.Servers servers) {
    return servers.processes().stream()
        .map(of -> of.name() + Table.number(" %.0f", of.memoryBytes() / MEBIBYTE))
        .collect(Collectors.joining(", "));
  }
}
