package io.passo.standalone.cli;

import io.passo.standalone.bench.Idle;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A system without work. */
@Command(
    name = "idle",
    description = "Print what the system takes when it has nothing to do.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class BenchIdleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds to let it come to rest (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private int warmUp = 30;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long to look on (default: ${DEFAULT-VALUE}).",
      defaultValue = "60",
      converter = Positive.class)
  private int seconds = 60;

  @Override
  public Integer call() {
    try (RunningSystem system = bench.start()) {
      bench.progress("coming to rest");
      Idle.shares(system.status(), Duration.ofSeconds(warmUp));
      bench.progress("looking on");
      Table table = new Table("PROCESS", "PERCENT OF A CORE", "OF IT COMPILERS");
      Idle.shares(system.status(), Duration.ofSeconds(seconds))
          .forEach((name, share) -> table.row(name, text(share.all()), text(share.compilers())));
      bench.progress("");
      table.print(spec.commandLine().getOut());
      return 0;
    }
  }

  private static String text(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }
}
