package io.passo.standalone.cli;

import io.passo.standalone.bench.Timers;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many timers at the same time. */
@Command(
    name = "timers",
    description = "Make timers that are due within one minute, and print how late they fire.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class BenchTimersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000",
      converter = Positive.class)
  private int count = 100_000;

  @Override
  public Integer call() {
    try (RunningSystem system = bench.start()) {
      Timers.Result result = new Timers(system.status(), bench::progress).run(count);
      bench.progress("");
      PrintWriter out = spec.commandLine().getOut();
      out.printf(Locale.ROOT, "timers   %d due within a minute%n", result.count());
      out.printf(Locale.ROOT, "early    %d%n", result.early());
      out.printf(
          Locale.ROOT,
          "late     p50 %.1f ms   p99 %.1f ms   max %.1f ms%n",
          result.p50(),
          result.p99(),
          result.max());
      out.flush();
      return result.early() == 0 ? 0 : 1;
    }
  }
}
