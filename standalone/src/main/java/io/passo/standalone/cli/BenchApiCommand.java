package io.passo.standalone.cli;

import io.passo.standalone.bench.ApiCalls;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Single actions of the API. */
@Command(
    name = "api",
    description = {
      "Call single actions as often as they are answered, park polls for activity tasks, and print",
      "what that takes."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class BenchApiCommand implements Callable<Integer> {
  private static final double MEBIBYTE = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Calls at the same time (default: ${DEFAULT-VALUE}).",
      defaultValue = "64",
      converter = Positive.class)
  private int concurrency = 64;

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
      description = "Seconds of each before it is measured (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int warmUp = 20;

  @Option(
      names = "--polls",
      paramLabel = "N",
      description = "Polls to park, at most 1000 by AWS's quota (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000",
      converter = Positive.class)
  private int polls = 1_000;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    try (RunningSystem system = bench.start()) {
      ApiCalls.Result result =
          new ApiCalls(system.status(), bench::progress)
              .run(concurrency, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), polls);
      bench.progress("");
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        StatusCommand.printJson(result, out);
      } else {
        print(result, out);
      }
      return result.isClean() ? 0 : 1;
    }
  }

  private void print(ApiCalls.Result result, PrintWriter out) {
    out.printf(Locale.ROOT, "%d calls at the same time, %d s each%n%n", concurrency, seconds);
    Table table =
        new Table(
            "CALL", "CALLS/S", "P50", "P95", "P99", "COORDINATOR", "SERVERS", "CALLER", "REFUSED");
    for (ApiCalls.Row row : result.calls()) {
      table.row(
          row.call(),
          Table.number("%.0f", row.perSecond()),
          Table.number("%.1f", row.p50()),
          Table.number("%.1f", row.p95()),
          Table.number("%.1f", row.p99()),
          Table.number("%.3f", row.coordinatorMillis()),
          Table.number("%.3f", row.serverMillis()),
          Table.number("%.3f", row.callerMillis()),
          Long.toString(row.refused()));
    }
    table.print(out);
    out.printf(
        "%nLatencies in ms; CPU-ms per call of the coordinator, of all server processes, and of the caller.%n%n");
    ApiCalls.Polls parked = result.polls();
    out.printf(
        Locale.ROOT,
        "%d parked GetActivityTask polls: coordinator %.1f %% of a core (%.1f %% without), %.1f KiB of live heap each (%.0f MiB in all), a task reaches the oldest after %.1f ms%n",
        parked.count(),
        parked.cpuPercent(),
        parked.idlePercent(),
        parked.heapBytes() / 1024.0 / parked.count(),
        parked.heapBytes() / MEBIBYTE,
        parked.deliveryMillis());
    out.flush();
  }
}
