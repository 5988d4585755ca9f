package io.passo.standalone.bench;

import io.passo.standalone.system.SystemStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a system takes that has nothing to do. */
public final class Idle {
  private Idle() {}

  /**
   * Looks on for a while.
   *
   * @return percent of one core for each process, by name
   */
  public static Map<String, Double> percent(SystemStatus system, Duration duration) {
    Map<String, Double> before = ProcessUsage.cpuMillis(system.processes());
    long begin = System.nanoTime();
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    Map<String, Double> percent = new LinkedHashMap<>();
    ProcessUsage.cpuMillis(system.processes())
        .forEach(
            (name, used) ->
                percent.put(name, 100 * (used - before.getOrDefault(name, 0.0)) / millis));
    return percent;
  }
}
