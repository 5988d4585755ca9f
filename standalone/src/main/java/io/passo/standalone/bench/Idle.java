package io.passo.standalone.bench;

import io.passo.standalone.system.RunningProcess;
import io.passo.standalone.system.SystemStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a system takes that has nothing to do. */
public final class Idle {
  private Idle() {}

  /**
   * What a process uses, in percent of one core.
   *
   * @param all of its threads
   * @param compilers of the JVM's among them: a process that has run for long has none
   */
  public record Share(double all, double compilers) {}

  /**
   * Looks on for a while.
   *
   * @return what each process uses, by name
   */
  public static Map<String, Share> shares(SystemStatus system, Duration duration) {
    List<RunningProcess> processes = system.processes();
    Map<String, Double> before = ProcessUsage.cpuMillis(processes);
    Map<String, Double> compilersBefore = ProcessUsage.compilerCpuMillis(processes);
    long begin = System.nanoTime();
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    Map<String, Double> after = ProcessUsage.cpuMillis(processes);
    Map<String, Double> compilersAfter = ProcessUsage.compilerCpuMillis(processes);
    Map<String, Share> shares = new LinkedHashMap<>();
    for (String name : after.keySet()) {
      double all = used(before, after, name);
      // A compiler's thread that has ended takes what it had used with it.
      double compilers = Math.max(0, used(compilersBefore, compilersAfter, name));
      shares.put(name, new Share(100 * all / millis, 100 * compilers / millis));
    }
    return shares;
  }

  private static double used(Map<String, Double> before, Map<String, Double> after, String name) {
    return after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0);
  }
}
