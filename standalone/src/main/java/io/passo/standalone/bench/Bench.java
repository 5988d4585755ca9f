package io.passo.standalone.bench;

import io.passo.standalone.aws.Signer;
import io.passo.standalone.aws.StatesClient;
import io.passo.standalone.bench.BenchReport.Generator;
import io.passo.standalone.bench.BenchReport.Latency;
import io.passo.standalone.bench.BenchReport.ServerProcess;
import io.passo.standalone.bench.BenchReport.Servers;
import io.passo.standalone.system.RunningProcess;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a load and measures it. */
public final class Bench {
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final int CALM_WINDOWS = 2;
  private static final double COMPILING_SHARE = 0.06;

  /** Cumulated figures at one moment. */
  private record Sample(
      long nanoTime,
      long total,
      Map<String, Double> cpu,
      double compilers,
      HostUsage host,
      double ownCpu,
      long disk) {}

  private final BenchOptions options;
  private final @Nullable SystemStatus local;
  private final Consumer<String> progress;
  private @Nullable KillRun kills;
  private double wakeUpMicros;

  /**
   * A run.
   *
   * @param local the system on this host, null if the load goes elsewhere
   * @param progress is told how it goes, a line each second
   */
  public Bench(BenchOptions options, @Nullable SystemStatus local, Consumer<String> progress) {
    this.options = options;
    this.local = local;
    this.progress = progress;
  }

  /** Warms up, measures, waits for the executions in flight. */
  public BenchReport run() {
    wakeUpMicros = WakeUps.micros();
    Optional<Signer> signer = Signer.wanted(options.endpoints().getFirst(), local);
    String arn = register(signer);
    List<Connections> endpoints =
        options.endpoints().stream().map(endpoint -> new Connections(endpoint, signer)).toList();
    try (Completions completions = completions(endpoints)) {
      Tally warmedUp = new Tally();
      if (!options.warmUp().most().isZero()) {
        warmUp(endpoints, arn, completions, warmedUp);
      }
      return measure(endpoints, arn, completions, warmedUp);
    } finally {
      endpoints.forEach(Connections::close);
    }
  }

  private void warmUp(
      List<Connections> endpoints, String arn, Completions completions, Tally tally) {
    try (Load load = new SteadyLoad(endpoints, arn, options.workload(), completions, tally)) {
      load.closedLoop(options.warmUp().concurrency());
      watch("warming up", options.warmUp().least(), load, tally);
      Duration rest = options.warmUp().most().minus(options.warmUp().least());
      for (int calm = 0; calm < CALM_WINDOWS && rest.isPositive(); rest = rest.minus(WINDOW)) {
        calm = isCompiling(load, tally) ? 0 : calm + 1;
      }
      load.stop();
    }
  }

  private boolean isCompiling(Load load, Tally tally) {
    List<RunningProcess> servers = processes();
    double compilersBefore = ProcessUsage.totalCompilerCpuMillis(servers);
    double before = ProcessUsage.totalCpuMillis(servers);
    watch("warming up, code is still compiled", WINDOW, load, tally);
    double used = ProcessUsage.totalCpuMillis(servers) - before;
    return ProcessUsage.totalCompilerCpuMillis(servers) - compilersBefore > COMPILING_SHARE * used;
  }

  private BenchReport measure(
      List<Connections> endpoints, String arn, Completions completions, Tally warmedUp) {
    Tally tally = new Tally();
    warmedUp.problems().forEach(tally::problems);
    tally.throttled(warmedUp.throttledCount());
    try (@Nullable KillRun run = killRun(endpoints, arn);
        Load load = load(endpoints, arn, completions, tally, run)) {
      kills = run;
      Sample atStart = sample(tally);
      begin(load);
      watch("settling", SETTLING, load, tally);
      Sample before = sample(tally);
      tally.begin();
      if (run != null) {
        run.begin();
      }
      watch("measuring", options.measured(), load, tally);
      tally.end();
      if (run != null) {
        run.end();
      }
      Sample after = sample(tally);
      Map<String, Long> memory = memory();
      load.stop();
      Sample atEnd = sample(tally);
      return report(tally, before, after, memory, diskPerExecution(atStart, atEnd));
    }
  }

  private @Nullable KillRun killRun(List<Connections> endpoints, String arn) {
    Duration every = options.killEvery();
    return every == null || local == null
        ? null
        : new KillRun(local, every, endpoints, arn, options.workload());
  }

  private Load load(
      List<Connections> endpoints,
      String arn,
      Completions completions,
      Tally tally,
      @Nullable KillRun run) {
    return run == null
        ? new SteadyLoad(endpoints, arn, options.workload(), completions, tally)
        : new KillLoad(run, completions, tally);
  }

  private String register(Optional<Signer> signer) {
    try (StatesClient client = new StatesClient(options.endpoints().getFirst(), signer)) {
      Workload workload = options.workload();
      return client.register(workload.machineName(), workload.machineType(), workload.definition());
    }
  }

  private Completions completions(List<Connections> endpoints) {
    return local == null || options.workload().isSynchronous()
        ? new PolledCompletions(endpoints.getFirst())
        : new EventCompletions(local.kafkaBootstrapServers());
  }

  private void begin(Load load) {
    if (options.isOpenLoop()) {
      load.openLoop(options.rate());
    } else {
      load.closedLoop(options.concurrency());
    }
  }

  private void watch(String what, Duration duration, Load load, Tally tally) {
    long end = System.nanoTime() + duration.toNanos();
    long last = tally.totalCount();
    for (long rest = duration.toNanos(); rest > 0; rest = end - System.nanoTime()) {
      sleep(Math.min(rest, Duration.ofSeconds(1).toNanos()));
      long now = tally.totalCount();
      progress.accept(
          "%s: %d executions/s, %d in flight".formatted(what, now - last, load.inFlight()));
      last = now;
    }
  }

  private static void sleep(long nanos) {
    try {
      Thread.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted", e);
    }
  }

  private List<RunningProcess> processes() {
    if (local == null || !ProcessUsage.isAvailable()) {
      return List.of();
    }
    // Those that were killed have successors with other process ids.
    return SystemStatus.read(Path.of(local.data())).orElse(local).processes();
  }

  private Sample sample(Tally tally) {
    List<RunningProcess> servers = processes();
    return new Sample(
        System.nanoTime(),
        tally.totalCount(),
        cpuMillis(servers),
        ProcessUsage.totalCompilerCpuMillis(servers),
        ProcessUsage.isAvailable() ? HostUsage.now() : new HostUsage(0, 0),
        ProcessUsage.ownCpuMillis(),
        local != null && !servers.isEmpty()
            ? HostUsage.diskBytes(Path.of(local.data(), "servers"))
            : 0);
  }

  private Map<String, Double> cpuMillis(List<RunningProcess> servers) {
    Map<String, Double> usage = new LinkedHashMap<>(ProcessUsage.cpuMillis(servers));
    KillRun run = kills;
    if (run != null) {
      usage.replaceAll((name, millis) -> millis + run.kills().spentMillis(name));
    }
    return usage;
  }

  private Map<String, Long> memory() {
    return ProcessUsage.memoryBytes(processes());
  }

  private static long diskPerExecution(Sample before, Sample after) {
    return (after.disk() - before.disk()) / Math.max(1, after.total() - before.total());
  }

  private BenchReport report(
      Tally tally, Sample before, Sample after, Map<String, Long> memory, long disk) {
    double seconds = (after.nanoTime() - before.nanoTime()) / 1e9;
    long executions = tally.succeededCount();
    double own = after.ownCpu() - before.ownCpu();
    return new BenchReport(
        options.workload().name(),
        options.isOpenLoop()
            ? "open loop, %.0f/s".formatted(options.rate())
            : "closed loop, " + options.concurrency(),
        seconds,
        executions,
        executions / seconds,
        executions * options.workload().transitions() / seconds,
        new Latency(
            tally.millisAt(50), tally.millisAt(95), tally.millisAt(99), tally.longestMillis()),
        memory.isEmpty() ? null : servers(before, after, memory, disk, executions),
        new Generator(own / 1000 / seconds, own / Math.max(1, executions), wakeUpMicros),
        kills == null ? null : kills.report(tally.totalCount()),
        tally.throttledCount(),
        tally.problems());
  }

  private static Servers servers(
      Sample before, Sample after, Map<String, Long> memory, long disk, long executions) {
    double seconds = (after.nanoTime() - before.nanoTime()) / 1e9;
    List<ServerProcess> processes = new ArrayList<>();
    double all = 0;
    for (Map.Entry<String, Double> entry : after.cpu().entrySet()) {
      double used = entry.getValue() - before.cpu().getOrDefault(entry.getKey(), 0.0);
      all += used;
      processes.add(
          new ServerProcess(
              entry.getKey(),
              used / Math.max(1, executions),
              used / 1000 / seconds,
              memory.getOrDefault(entry.getKey(), 0L)));
    }
    double busy = after.host().busyMillis() - before.host().busyMillis();
    double own = after.ownCpu() - before.ownCpu();
    return new Servers(
        all / Math.max(1, executions),
        // What killed processes had used is not known any more.
        Math.max(0, after.compilers() - before.compilers()) / Math.max(1, executions),
        memory.values().stream().mapToLong(Long::longValue).sum(),
        disk,
        (after.host().idleMillis() - before.host().idleMillis()) / 1000 / seconds,
        Math.max(0, busy - own - all) / 1000 / seconds,
        processes);
  }
}
