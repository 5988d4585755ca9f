package io.passo.standalone.cli;

import io.passo.standalone.bench.OpenExecutions;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many executions that wait. */
@Command(
    name = "waiting",
    description = "Start executions that wait for a day, and print what they take meanwhile.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class BenchWaitingCommand implements Callable<Integer> {
  private static final double MEBIBYTE = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000000",
      converter = Positive.class)
  private int count = 1_000_000;

  @Override
  public Integer call() {
    // As many as an account may have open are not enough: some more warm the system up.
    String quota = Long.toString(2L * count);
    try (RunningSystem system =
        bench.start(options -> options.withEnvironment("PASSO_QUOTA_OPEN_EXECUTIONS", quota))) {
      OpenExecutions.Result result =
          new OpenExecutions(system.status(), bench::progress).run(count);
      bench.progress("");
      PrintWriter out = spec.commandLine().getOut();
      out.printf(Locale.ROOT, "waiting            %d executions%n", result.count());
      out.printf(Locale.ROOT, "starts/s           %.0f%n", result.startsPerSecond());
      out.printf(Locale.ROOT, "Redis              %.0f bytes/execution%n", result.redisBytes());
      out.printf(Locale.ROOT, "disk               %.0f bytes/execution%n", result.disk());
      out.printf(
          Locale.ROOT,
          "coordinator heap   %.0f MiB live before, %.0f MiB after%n",
          result.heapBefore() / MEBIBYTE,
          result.heapAfter() / MEBIBYTE);
      out.flush();
      return 0;
    }
  }
}
