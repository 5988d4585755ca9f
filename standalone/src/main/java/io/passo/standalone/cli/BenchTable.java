package io.passo.standalone.cli;

import io.passo.standalone.bench.BenchReport;
import io.passo.standalone.bench.BenchReport.ServerProcess;
import io.passo.standalone.bench.BenchReport.Servers;
import java.io.PrintWriter;
import java.util.Locale;

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
    report
        .problems()
        .forEach((what, count) -> out.printf(Locale.ROOT, "problem        %d x %s%n", count, what));
    out.flush();
  }

  private void print(Servers servers) {
    out.printf(
        Locale.ROOT,
        "CPU            %.3f ms/execution in all server processes%n",
        servers.cpuMillisPerExecution());
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
          String.format(Locale.ROOT, "%.3f", process.cpuMillisPerExecution()),
          String.format(Locale.ROOT, "%.2f", process.cores()),
          String.format(Locale.ROOT, "%.0f MiB", process.memoryBytes() / MEBIBYTE));
    }
    table.print(out);
  }
}
