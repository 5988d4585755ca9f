package io.passo.standalone.bench;

import io.passo.standalone.system.RunningProcess;
import io.passo.standalone.system.SystemStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Kills a coordinator (SIGKILL) every so often, each in turn; whoever started the system starts it
 * again.
 */
final class CoordinatorKills {
  private final Path data;
  private final Duration every;
  private final Map<String, Double> spent = new HashMap<>();
  private volatile boolean running = true;
  private int count;

  /**
   * @param data folder of the system, whose status file names its processes
   * @param every from one kill to the next
   */
  CoordinatorKills(Path data, Duration every) {
    this.data = data;
    this.every = every;
  }

  /** The first is killed after half the time. */
  void begin() {
    Thread.ofPlatform()
        .name("kills")
        .daemon()
        .start(
            () -> {
              long next = System.nanoTime() + every.toNanos() / 2;
              while (running) {
                if (System.nanoTime() - next >= 0) {
                  kill();
                  next += every.toNanos();
                }
                pause();
              }
            });
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void kill() {
    List<RunningProcess> coordinators =
        SystemStatus.read(data).stream().flatMap(status -> status.coordinators().stream()).toList();
    if (!running || coordinators.isEmpty()) {
      return;
    }
    RunningProcess victim = coordinators.get(count % coordinators.size());
    victim
        .handle()
        .ifPresent(
            handle -> {
              double cpu = ProcessUsage.cpuMillis(List.of(victim)).getOrDefault(victim.name(), 0.0);
              if (handle.destroyForcibly()) {
                spent.merge(victim.name(), cpu, Double::sum);
                count++;
              }
            });
  }

  /** Kills no more. */
  synchronized void end() {
    running = false;
  }

  /** How many were killed. */
  synchronized int count() {
    return count;
  }

  /** Milliseconds of CPU that the killed processes of a name had used. */
  synchronized double spentMillis(String name) {
    return spent.getOrDefault(name, 0.0);
  }
}
