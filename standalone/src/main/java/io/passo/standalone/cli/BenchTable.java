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
    line(
        "%s, %s, %.0f s: %d executions",
        report.workload(), report.mode(), report.seconds(), report.executions());
    line("");
    line("executions/s   %10.1f", report.executionsPerSecond());
    line("transitions/s  %10.1f", report.transitionsPerSecond());
    line(
        "latency        p50 %.1f ms   p95 %.1f ms   p99 %.1f ms   max %.1f ms",
        report.latency().p50(),
        report.latency().p95(),
        report.latency().p99(),
        report.latency().max());
    if (report.servers() != null) {
      print(report.servers());
    }
    line("");
    line(
        "generator      %.2f cores, %.3f CPU-ms/execution (not counted above)",
        report.generator().cores(), report.generator().cpuMillisPerExecution());
    report.problems().forEach((what, count) -> line("problem        %d x %s", count, what));
    out.flush();
  }

  private void print(Servers servers) {
    line(
        "CPU            %.3f ms/execution in all server processes",
        servers.cpuMillisPerExecution());
    line("memory         %.0f MiB", servers.memoryBytes() / MEBIBYTE);
    line("disk           %d bytes/execution", servers.diskBytesPerExecution());
    line(
        "host           %.2f cores idle%s, %.2f used by others",
        servers.idleCores(), servers.idleCores() > 1 ? " (stalled?)" : "", servers.otherCores());
    line("");
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

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
