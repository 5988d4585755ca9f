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
 * @param endurance null if nobody was killed
 * @param throttled starts of a closed loop that were told to come again later, and did, in the
 *     whole run
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
    @Nullable Endurance endurance,
    long throttled,
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

  /**
   * The load generator itself.
   *
   * @param wakeUpMicros what its host took to wake a thread just before: the larger part of what an
   *     execution costs at light load
   */
  public record Generator(double cores, double cpuMillisPerExecution, double wakeUpMicros) {}

  /**
   * What the whole run came to although coordinators were killed.
   *
   * @param kills how many
   * @param started executions whose start was answered with success
   * @param ended those that have ended
   * @param lost those that never did
   * @param unannounced ends without an event in {@code passo.events}, half a minute after the last
   *     one
   * @param repeatedEffects runs of steps beyond the first one of an attempt
   * @param repeatedStarts calls without an answer, done again
   * @param longestGapSeconds longest time in which nothing ended in one of the partitions
   */
  public record Endurance(
      int kills,
      long started,
      long ended,
      long lost,
      long unannounced,
      long repeatedEffects,
      long repeatedStarts,
      double longestGapSeconds) {
    boolean isClean() {
      return lost == 0 && unannounced == 0 && repeatedEffects == 0;
    }
  }

  /** True if every execution was started and succeeded. */
  public boolean isClean() {
    return problems.isEmpty() && executions > 0 && (endurance == null || endurance.isClean());
  }
}
