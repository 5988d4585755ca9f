package io.passo.standalone.cli;

import io.passo.standalone.bench.Shape;
import io.passo.standalone.bench.SizeScaling;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Small executions against large ones. */
@Command(
    name = "scaling",
    description =
        "Print what an item of a Map, or a transition of a loop, costs in small and large executions.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class BenchScalingCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Parameters(paramLabel = "SHAPE", description = "${COMPLETION-CANDIDATES}")
  private Shape shape = Shape.MAP;

  @Option(
      names = "--sizes",
      paramLabel = "N[,N...]",
      split = ",",
      description =
          "Items or transitions of an execution (default: 100,1000,3000 and 200,2000,12000).")
  private @Nullable List<Integer> sizes;

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "How many to measure of each size, about (default: ${DEFAULT-VALUE}).",
      defaultValue = "60000",
      converter = Positive.class)
  private int items = 60_000;

  @Override
  public Integer call() {
    List<Integer> all = sizes == null ? usual() : sizes;
    try (RunningSystem system = bench.start()) {
      List<SizeScaling.Result> results =
          new SizeScaling(system.status(), shape, bench::progress).run(all, items, items / 2);
      bench.progress("");
      print(results);
      return 0;
    }
  }

  private List<Integer> usual() {
    return shape == Shape.MAP ? List.of(100, 1_000, 3_000) : List.of(200, 2_000, 12_000);
  }

  private void print(List<SizeScaling.Result> results) {
    String unit = shape.unit().toUpperCase(Locale.ROOT);
    Table table =
        new Table("SIZE", "EXECUTIONS", "CPU-US/" + unit, "US/" + unit, "CPU AGAINST FIRST");
    double first = results.getFirst().cpuMicros();
    for (SizeScaling.Result result : results) {
      table.row(
          Integer.toString(result.size()),
          Integer.toString(result.executions()),
          Table.number("%.0f", result.cpuMicros()),
          Table.number("%.0f", result.micros()),
          Table.number("%.2f", result.cpuMicros() / first));
    }
    table.print(spec.commandLine().getOut());
  }
}
