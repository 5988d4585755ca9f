package io.passo.standalone.cli;

import io.passo.standalone.bench.MapRunCost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A Map Run with many children. */
@Command(
    name = "map-run",
    description =
        "Run a Distributed Map with a child execution for each item, and print what it takes.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class BenchMapRunCommand implements Callable<Integer> {
  /** More numbers than these are more than an input may have. */
  private static final int MOST_ITEMS = 40_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Items, each a child execution (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000",
      converter = Positive.class)
  private int items = 10_000;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Children at the same time (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000",
      converter = Positive.class)
  private int concurrency = 1_000;

  @Option(
      names = "--child",
      paramLabel = "CHILD",
      description = "${COMPLETION-CANDIDATES} (default: both).")
  private MapRunCost.@Nullable Child child;

  @Option(names = "--express", description = "Children as Express executions.")
  private boolean express;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Map Runs before the one that is measured (default: ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int warmUp = 3;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (items < 1 || items > MOST_ITEMS) {
      throw new ParameterException(
          spec.commandLine(), "Expected 1 to " + MOST_ITEMS + " --items but was " + items);
    }
    List<MapRunCost.Result> results = new ArrayList<>();
    try (RunningSystem system = bench.start()) {
      MapRunCost cost = new MapRunCost(system.status(), bench::progress);
      for (MapRunCost.Child each :
          child == null ? List.of(MapRunCost.Child.values()) : List.of(child)) {
        MapRunCost.Plan plan = new MapRunCost.Plan(each, express, items, concurrency);
        results.add(cost.run(plan, warmUp));
      }
    }
    bench.progress("");
    if (json) {
      StatusCommand.printJson(results, spec.commandLine().getOut());
    } else {
      print(results);
    }
    return 0;
  }

  private void print(List<MapRunCost.Result> results) {
    List<String> heading = new ArrayList<>(List.of("CHILD", "ITEMS", "SECONDS", "ITEMS/S"));
    heading.add("CPU-MS/ITEM");
    heading.addAll(results.getFirst().processes().keySet());
    Table table = new Table(heading.toArray(String[]::new));
    for (MapRunCost.Result result : results) {
      List<String> row = new ArrayList<>();
      row.add((express ? "EXPRESS " : "STANDARD ") + result.plan().child());
      row.add(Integer.toString(items));
      row.add(Table.number("%.1f", result.seconds()));
      row.add(Table.number("%.0f", items / result.seconds()));
      row.add(Table.number("%.3f", result.cpuMillis()));
      result.processes().values().forEach(millis -> row.add(Table.number("%.3f", millis)));
      table.row(row.toArray(String[]::new));
    }
    table.print(spec.commandLine().getOut());
  }
}
