package io.passo.standalone.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has shown.
 *
 * @param seconds measured
 * @param executions that succeeded in that time
 * @param latency from the moment an execution was due to the moment its end was heard of
 * @param servers null if they run elsewhere
 * @param problems what went wrong in the whole run, with counts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchReport(
    String workload,
    String mode,
    double seconds,
    long executions,
    double executionsPerSecond,
    double transitionsPerSecond,
    Latency latency,
    @Nullable Servers servers,
    Generator generator,
    Map<String, Long> problems) {

  /** Milliseconds. */
  public record Latency(double p50, double p95, double p99, double max) {}

  /**
   * What the servers used.
   *
   * @param cpuMillisPerExecution of all of them
   * @param compilerMillisPerExecution of that, what compilers of JVMs used: a system that has run
   *     for long has none
   * @param idleCores of the host: more than one says that something stalled
   * @param otherCores used by processes that are neither servers nor the generator
   */
  public record Servers(
      double cpuMillisPerExecution,
      double compilerMillisPerExecution,
      long memoryBytes,
      long diskBytesPerExecution,
      double idleCores,
      double otherCores,
      List<ServerProcess> processes) {}

  /** One of them. */
  public record ServerProcess(
      String name, double cpuMillisPerExecution, double cores, long memoryBytes) {}

  /** The load generator itself. */
  public record Generator(double cores, double cpuMillisPerExecution) {}

  /** True if every execution was started and succeeded. */
  public boolean isClean() {
    return problems.isEmpty() && executions > 0;
  }
}
