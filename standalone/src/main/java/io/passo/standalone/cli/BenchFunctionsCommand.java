package io.passo.standalone.cli;

import io.passo.standalone.bench.Bench;
import io.passo.standalone.bench.BenchFunctions;
import io.passo.standalone.bench.BenchOptions;
import io.passo.standalone.bench.BenchOptions.WarmUp;
import io.passo.standalone.bench.BenchReport;
import io.passo.standalone.bench.Workload;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./passo bench functions}. */
@Command(
    name = "functions",
    description = {
      "Three tasks in sequence, 1 KiB in and out, by a function in Java (in the worker), in Node.js",
      "and in Python (in processes, with the clients of task-worker)."
    },
    mixinStandardHelpOptions = true)
final class BenchFunctionsCommand implements Callable<Integer> {
  private static final List<Workload> WORKLOADS =
      List.of(Workload.W1, Workload.NODE, Workload.PYTHON);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Executions in flight (default: ${DEFAULT-VALUE}).",
      defaultValue = "16",
      converter = Positive.class)
  private int concurrency = 16;

  @Option(
      names = "--processes",
      paramLabel = "N",
      description = "Processes of each function, at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "4",
      converter = Positive.class)
  private int processes = 4;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long to measure each (default: ${DEFAULT-VALUE}).",
      defaultValue = "20",
      converter = Positive.class)
  private int seconds = 20;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds of load before each (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private int warmUp = 30;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    BenchFunctions.write(bench.functions(), processes);
    List<BenchReport> reports = new ArrayList<>();
    try (RunningSystem system = bench.start()) {
      for (Workload workload : WORKLOADS) {
        BenchOptions options =
            new BenchOptions(
                workload,
                BenchSystem.coordinators(system.status()),
                concurrency,
                0,
                WarmUp.of(Duration.ofSeconds(warmUp), concurrency),
                Duration.ofSeconds(seconds));
        reports.add(new Bench(options, system.status(), bench::progress).run());
      }
    }
    bench.progress("");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      StatusCommand.printJson(reports, out);
    } else {
      print(reports, out);
    }
    return reports.stream().allMatch(BenchReport::isClean) ? 0 : 1;
  }

  private static void print(List<BenchReport> reports, PrintWriter out) {
    Table table = new Table("FUNCTION", "TASKS/S", "EXECUTION P50", "P95", "P50 PER TASK");
    for (BenchReport report : reports) {
      table.row(
          report.workload().equals("W1") ? "JAVA" : report.workload(),
          Table.number("%.1f", report.transitionsPerSecond()),
          Table.number("%.1f", report.latency().p50()),
          Table.number("%.1f", report.latency().p95()),
          Table.number("%.1f", report.latency().p50() / 3));
    }
    table.print(out);
    out.println();
    out.println("Latencies in ms; an execution is three tasks in sequence.");
    out.flush();
  }
}
