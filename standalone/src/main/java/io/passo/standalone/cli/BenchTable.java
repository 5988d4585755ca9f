package io.passo.standalone.cli;

import io.passo.standalone.bench.BenchReport;
import io.passo.standalone.bench.BenchReport.Endurance;
import io.passo.standalone.bench.BenchReport.ServerProcess;
import io.passo.standalone.bench.BenchReport.Servers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A report for a person. */
final class BenchTable {
  private static final double MEBIBYTE = 1024.0 * 1024.0;

  private final PrintWriter out;

  BenchTable(PrintWriter out) {
    this.out = out;
  }

  void print(BenchReport report) {
    out.printf(
        Locale.ROOT,
        "%s, %s, %.0f s: %d executions%n",
        report.workload(),
        report.mode(),
        report.seconds(),
        report.executions());
    out.println();
    out.printf(Locale.ROOT, "executions/s   %10.1f%n", report.executionsPerSecond());
    out.printf(Locale.ROOT, "transitions/s  %10.1f%n", report.transitionsPerSecond());
    out.printf(
        Locale.ROOT,
        "latency        p50 %.1f ms   p95 %.1f ms   p99 %.1f ms   max %.1f ms%n",
        report.latency().p50(),
        report.latency().p95(),
        report.latency().p99(),
        report.latency().max());
    if (report.servers() != null) {
      print(report.servers());
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "generator      %.2f cores, %.3f CPU-ms/execution (not counted above)%n",
        report.generator().cores(),
        report.generator().cpuMillisPerExecution());
    out.printf(
        Locale.ROOT,
        "wake-up        %.1f µs until a thread of this host that sleeps runs%n",
        report.generator().wakeUpMicros());
    if (report.endurance() != null) {
      print(report.endurance());
    }
    problems(report);
    out.flush();
  }

  private void print(Endurance endurance) {
    out.println();
    out.printf(Locale.ROOT, "kills          %d coordinators%n", endurance.kills());
    out.printf(
        Locale.ROOT,
        "executions     %d started, %d ended, %d lost, %d ends not announced (the whole run)%n",
        endurance.started(),
        endurance.ended(),
        endurance.lost(),
        endurance.unannounced());
    out.printf(
        Locale.ROOT,
        "duplicates     %d effects of steps, %d starts done again%n",
        endurance.repeatedEffects(),
        endurance.repeatedStarts());
    out.printf(
        Locale.ROOT,
        "longest gap    %.1f s without an end in one partition%n",
        endurance.longestGapSeconds());
  }

  /** One line for each of several runs. */
  void compare(List<BenchReport> reports) {
    List<String> heading =
        new ArrayList<>(
            List.of(
                "LOAD", "EXECUTIONS/S", "P50", "P95", "P99", "CPU-MS", "JIT", "IDLE", "WAKE-UP"));
    processes(reports.getFirst()).map(ServerProcess::name).forEach(heading::add);
    Table table = new Table(heading.toArray(String[]::new));
    for (BenchReport report : reports) {
      table.row(cells(report).toArray(String[]::new));
    }
    out.printf(
        Locale.ROOT,
        "%s, %.0f s each%n%n",
        reports.getFirst().workload(),
        reports.getFirst().seconds());
    table.print(out);
    out.println();
    out.println(
        "Latencies in ms; CPU in ms per execution, of all server processes, in them of compilers of"
            + " JVMs (JIT), and of each process; µs until a thread of this host that sleeps runs, before"
            + " the load.");
    reports.forEach(this::problems);
    out.flush();
  }

  private static List<String> cells(BenchReport report) {
    Servers servers = report.servers();
    List<String> cells = new ArrayList<>();
    cells.add(report.mode());
    cells.add(Table.number("%.1f", report.executionsPerSecond()));
    cells.add(Table.number("%.1f", report.latency().p50()));
    cells.add(Table.number("%.1f", report.latency().p95()));
    cells.add(Table.number("%.1f", report.latency().p99()));
    cells.add(servers == null ? "" : Table.number("%.3f", servers.cpuMillisPerExecution()));
    cells.add(servers == null ? "" : Table.number("%.3f", servers.compilerMillisPerExecution()));
    cells.add(servers == null ? "" : Table.number("%.2f", servers.idleCores()));
    cells.add(Table.number("%.1f", report.generator().wakeUpMicros()));
    processes(report)
        .map(process -> Table.number("%.3f", process.cpuMillisPerExecution()))
        .forEach(cells::add);
    return cells;
  }

  private static Stream<ServerProcess> processes(BenchReport report) {
    Servers servers = report.servers();
    return servers == null ? Stream.of() : servers.processes().stream();
  }

  private void problems(BenchReport report) {
    if (report.throttled() > 0) {
      out.printf(
          Locale.ROOT,
          "throttled      %d starts, done again; %s%n",
          report.throttled(),
          report.mode());
    }
    report
        .problems()
        .forEach((what, count) -> out.printf(Locale.ROOT, "problem        %d x %s%n", count, what));
  }

  private void print(Servers servers) {
    out.printf(
        Locale.ROOT,
        "CPU            %.3f ms/execution in all server processes, %.3f of it in compilers of JVMs%n",
        servers.cpuMillisPerExecution(),
        servers.compilerMillisPerExecution());
    out.printf(Locale.ROOT, "memory         %.0f MiB%n", servers.memoryBytes() / MEBIBYTE);
    out.printf(Locale.ROOT, "disk           %d bytes/execution%n", servers.diskBytesPerExecution());
    out.printf(
        Locale.ROOT,
        "host           %.2f cores idle%s, %.2f used by others%n",
        servers.idleCores(),
        servers.idleCores() > 1 ? " (stalled?)" : "",
        servers.otherCores());
    out.println();
    Table table = new Table("PROCESS", "CPU-MS/EXECUTION", "CORES", "MEMORY");
    for (ServerProcess process : servers.processes()) {
      table.row(
          process.name(),
          Table.number("%.3f", process.cpuMillisPerExecution()),
          Table.number("%.2f", process.cores()),
          Table.number("%.0f MiB", process.memoryBytes() / MEBIBYTE));
    }
    table.print(out);
  }
}
