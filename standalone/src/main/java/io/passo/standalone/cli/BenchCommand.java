package io.passo.standalone.cli;

import io.passo.standalone.bench.Bench;
import io.passo.standalone.bench.BenchOptions;
import io.passo.standalone.bench.BenchOptions.WarmUp;
import io.passo.standalone.bench.BenchReport;
import io.passo.standalone.bench.Workload;
import io.passo.standalone.system.SystemStatus;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Puts load on a system. */
@Command(
    name = "bench",
    description = {
      "Put load on the running system, or on one started for it, and print what it takes.",
      "",
      "W1 is three sequential tasks, W2 one task and a Map of fifty, W3 five states without a task,",
      "W4 the same as an Express execution that is waited for."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    subcommands = {
      BenchScalingCommand.class,
      BenchWaitingCommand.class,
      BenchTimersCommand.class,
      BenchIdleCommand.class,
      BenchListsCommand.class,
      BenchApiCommand.class,
      BenchFunctionsCommand.class,
      BenchEtlCommand.class,
      BenchMapRunCommand.class,
      BenchSoakCommand.class
    })
final class BenchCommand implements Callable<Integer> {
  private static final int LEAST_WARM_UP = 64;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private BenchSystem bench = new BenchSystem();

  @Parameters(
      paramLabel = "WORKLOAD",
      arity = "0..1",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
      defaultValue = "W1")
  private Workload workload = Workload.W1;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      split = ",",
      description = {
        "Executions in flight (default: ${DEFAULT-VALUE}).",
        "Several, as in 1,64,512, are measured one after the other."
      },
      defaultValue = "64",
      converter = Positive.class)
  private List<Integer> concurrency = List.of(64);

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Starts per second whatever happens, instead of --concurrency.",
      converter = PositiveRate.class)
  private @Nullable Double rate;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long to measure (default: ${DEFAULT-VALUE}).",
      defaultValue = "20",
      converter = Positive.class)
  private int seconds = 20;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description =
          "Seconds of load before the first measurement, with the most in flight that is asked for"
              + " (default: until the JVMs have compiled what runs often, 30 to 240).")
  private @Nullable Integer warmUp;

  @Option(
      names = "--coordinators",
      paramLabel = "N",
      description = "How many to start (default: ${DEFAULT-VALUE}).",
      defaultValue = "1",
      converter = Positive.class)
  private int coordinators = 1;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "A system elsewhere; its end of executions is polled for.")
  private @Nullable URI endpoint;

  /** What may be killed. */
  private enum Victim {
    COORDINATOR
  }

  @Option(
      names = "--kill",
      paramLabel = "coordinator",
      description = {
        "Kill a coordinator again and again while it measures, each in turn;",
        "a system started for this has two."
      })
  private @Nullable Victim kill;

  @Option(
      names = "--every",
      paramLabel = "S",
      description =
          "Seconds from one kill to the next, as in 10 or 10s (default: ${DEFAULT-VALUE}).",
      defaultValue = "10s",
      converter = Seconds.class)
  private Duration every = Duration.ofSeconds(10);

  /** {@code 10} or {@code 10s}. */
  static final class Seconds implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Duration.ofSeconds(Long.parseLong(text.replaceFirst("s$", "")));
      } catch (NumberFormatException e) {
        throw new TypeConversionException("Expected seconds, as in 10s, but was '" + text + "'");
      }
    }
  }

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (endpoint != null && kill != null) {
      throw new ParameterException(
          spec.commandLine(), "Expected --kill with a system on this host, not with --endpoint");
    }
    if (endpoint != null) {
      return print(measure(List.of(endpoint), null));
    }
    int count = kill == null ? coordinators : Math.max(2, coordinators);
    try (RunningSystem system = bench.start(count)) {
      SystemStatus status = system.status();
      return print(measure(BenchSystem.coordinators(status), status));
    }
  }

  private List<BenchReport> measure(List<URI> endpoints, @Nullable SystemStatus local) {
    List<BenchReport> reports = new ArrayList<>();
    for (int level : rate == null ? concurrency : concurrency.subList(0, 1)) {
      // The first one leaves everything warm.
      WarmUp warm = reports.isEmpty() ? warmUp() : WarmUp.NONE;
      BenchOptions options =
          new BenchOptions(
              workload,
              endpoints,
              level,
              rate == null ? 0 : rate,
              warm,
              Duration.ofSeconds(seconds));
      BenchOptions asked = kill == null ? options : options.withKillEvery(every);
      reports.add(new Bench(asked, local, bench::progress).run());
    }
    return reports;
  }

  private WarmUp warmUp() {
    int inFlight = Math.max(LEAST_WARM_UP, Collections.max(concurrency));
    return warmUp == null
        ? WarmUp.untilCompiled(inFlight)
        : WarmUp.of(Duration.ofSeconds(warmUp), inFlight);
  }

  private int print(List<BenchReport> reports) {
    bench.progress("");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      StatusCommand.printJson(reports.size() == 1 ? reports.getFirst() : reports, out);
    } else if (reports.size() == 1) {
      new BenchTable(out).print(reports.getFirst());
    } else {
      new BenchTable(out).compare(reports);
    }
    return reports.stream().allMatch(BenchReport::isClean) ? 0 : 1;
  }
}
