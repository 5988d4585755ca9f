package io.passo.standalone.bench;

import io.passo.standalone.system.RunningProcess;
import io.passo.standalone.system.SystemStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Looks every half second at what the processes of a system take, also at those that are killed and
 * started again meanwhile.
 */
public final class UsageWatch implements AutoCloseable {
  /**
   * What one process took, with those that ran before it under its name.
   *
   * @param cpuSeconds CPU time; of a killed process up to half a second is missing
   * @param peakBytes most memory that it had at once, shared pages counted in part
   */
  public record Usage(double cpuSeconds, long peakBytes) {}

  private final Path data;
  private final List<RunningProcess> others;
  private final Map<String, Map<Long, Double>> cpu = new HashMap<>();
  private final Map<Long, Double> before = new HashMap<>();
  private final Map<String, Long> peaks = new HashMap<>();
  private final Thread thread;
  private volatile boolean running = true;

  /**
   * Begins.
   *
   * @param data folder of the system, whose status file names its processes
   * @param others that belong to no system
   */
  UsageWatch(Path data, List<RunningProcess> others) {
    this.data = data;
    this.others = List.copyOf(others);
    processes()
        .forEach(
            process -> before.put(process.pid(), ProcessUsage.totalCpuMillis(List.of(process))));
    this.thread = Thread.ofPlatform().name("usage").daemon().start(this::watch);
  }

  private List<RunningProcess> processes() {
    List<RunningProcess> all = new ArrayList<>(others);
    SystemStatus.read(data).ifPresent(status -> all.addAll(status.processes()));
    return all;
  }

  private void watch() {
    while (running) {
      look();
      try {
        TimeUnit.MILLISECONDS.sleep(500);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void look() {
    List<RunningProcess> all = processes();
    for (RunningProcess process : all) {
      double millis = ProcessUsage.totalCpuMillis(List.of(process));
      if (millis > 0) {
        cpu.computeIfAbsent(process.name(), any -> new HashMap<>())
            .put(process.pid(), millis - before.getOrDefault(process.pid(), 0.0));
      }
    }
    ProcessUsage.memoryBytes(all).forEach((name, bytes) -> peaks.merge(name, bytes, Math::max));
  }

  /** What has been taken so far, by name. */
  synchronized Map<String, Usage> usage() {
    look();
    Map<String, Usage> usage = new TreeMap<>();
    cpu.forEach(
        (name, byPid) ->
            usage.put(
                name,
                new Usage(
                    byPid.values().stream().mapToDouble(Double::doubleValue).sum() / 1_000,
                    peaks.getOrDefault(name, 0L))));
    return usage;
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }
}
