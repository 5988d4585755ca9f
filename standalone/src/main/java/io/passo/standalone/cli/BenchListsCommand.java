package io.passo.standalone.cli;

import io.passo.standalone.bench.Lists;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists of many executions. */
@Command(
    name = "lists",
    description = {
      "Fill the index of executions with rows that nobody has run, and print how long ListExecutions",
      "takes with each filter, on the first and on later pages. The rows are taken away at the end."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class BenchListsCommand implements Callable<Integer> {
  private static final double LIMIT_MILLIS = 50;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Executions in the index (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000000",
      converter = Positive.class)
  private int rows = 1_000_000;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Pages read with each filter (default: ${DEFAULT-VALUE}).",
      defaultValue = "200",
      converter = Positive.class)
  private int requests = 200;

  @Option(names = "--keep", description = "Leave the rows where they are, for another run.")
  private boolean keep;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    try (RunningSystem system = bench.start()) {
      Lists.Result result = new Lists(system.status(), bench::progress).run(rows, requests, keep);
      bench.progress("");
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        StatusCommand.printJson(result, out);
      } else {
        print(result, out);
      }
      return result.lists().stream().allMatch(list -> list.p95() <= LIMIT_MILLIS) ? 0 : 1;
    }
  }

  private static void print(Lists.Result result, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d executions in the index, made in %.0f s%n%n",
        result.rows(),
        result.fillSeconds());
    Table table = new Table("LIST", "REQUESTS", "ROWS", "P50", "P95", "P99");
    for (Lists.Row list : result.lists()) {
      table.row(
          list.filter(),
          Long.toString(list.requests()),
          Table.number("%.1f", list.rows()),
          Table.number("%.1f", list.p50()),
          Table.number("%.1f", list.p95()),
          Table.number("%.1f", list.p99()));
    }
    table.print(out);
    out.println();
    out.println("Latencies in ms, of one caller; ROWS are executions on a page on average.");
    out.flush();
  }
}
