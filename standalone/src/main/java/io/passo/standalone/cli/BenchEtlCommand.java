package io.passo.standalone.cli;

import io.passo.standalone.bench.Etl;
import io.passo.standalone.system.S3Mock;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The example {@code etl} with many rows. */
@Command(
    name = "etl",
    description = {
      "Run the example etl: a CSV file on S3 (S3Mock), a Distributed Map with batches of 500, a function,",
      "a ResultWriter. Prints how long it takes, and CPU and peak memory of each process; the status is 1",
      "if what it has written is not what the rows give."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class BenchEtlCommand implements Callable<Integer> {
  private static final int STORE_HEAP = 512;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows of the file (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000000",
      converter = Positive.class)
  private int rows = 1_000_000;

  @Option(
      names = "--kill",
      description =
          "Kill a coordinator, an adapter and a task-worker (SIGKILL) after a quarter, a half and three"
              + " quarters of the rows.")
  private boolean kill;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    try (S3Mock store = S3Mock.start(bench.folder("s3"), Etl.BUCKET, STORE_HEAP);
        RunningSystem system =
            bench.startOwn(
                options ->
                    options.withEnvironment("AWS_ENDPOINT_URL_S3", store.url().toString()))) {
      Etl.Result result = new Etl(system.status(), store, bench::progress).run(rows, kill);
      bench.progress("");
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        StatusCommand.printJson(result, out);
      } else {
        print(result, out);
      }
      return result.isRight() ? 0 : 1;
    }
  }

  private static void print(Etl.Result result, PrintWriter out) {
    out.printf(
        Locale.ROOT, "file        %d rows, %.1f MiB%n", result.rows(), result.bytes() / 1048576.0);
    out.printf(
        Locale.ROOT,
        "time        %.1f minutes, %.0f rows/s%n",
        result.seconds() / 60,
        result.rows() / result.seconds());
    if (!result.killed().isEmpty()) {
      out.printf("killed      %s%n", String.join(", ", result.killed()));
    }
    out.printf("batches     %d, %d rows succeeded%n", result.batches(), result.succeeded());
    out.printf(
        "results     %s, SHA-256 %s%n",
        result.isRight() ? "as the rows give" : "NOT as the rows give", result.checksum());
    out.println();
    Table table = new Table("PROCESS", "CPU-S", "CPU-US/ROW", "PEAK MIB");
    double all = 0;
    for (var process : result.processes().entrySet()) {
      double seconds = process.getValue().cpuSeconds();
      all += seconds;
      table.row(
          process.getKey(),
          Table.number("%.1f", seconds),
          Table.number("%.0f", seconds * 1e6 / result.rows()),
          Table.number("%.0f", process.getValue().peakBytes() / 1048576.0));
    }
    table.row(
        "all", Table.number("%.1f", all), Table.number("%.0f", all * 1e6 / result.rows()), "");
    table.print(out);
    out.flush();
  }
}
