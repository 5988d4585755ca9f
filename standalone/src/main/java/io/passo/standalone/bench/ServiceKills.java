package io.passo.standalone.bench;

import io.passo.standalone.system.SystemStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Kills (SIGKILL) a coordinator, an adapter and a task-worker while a Map Run is under way; whoever
 * started the system starts them again.
 */
final class ServiceKills {
  private static final List<String> VICTIMS =
      List.of("coordinator-1", "integration-adapters-1", "task-worker-1");

  private final Path data;
  private final List<String> killed = new ArrayList<>();

  /**
   * Kills nothing yet.
   *
   * @param data folder of the system, whose status file names its processes
   */
  ServiceKills(Path data) {
    this.data = data;
  }

  /** Kills the next one after a quarter, a half and three quarters of the work. */
  void reached(double share) {
    int next = killed.size();
    if (next < VICTIMS.size() && share * (VICTIMS.size() + 1) >= next + 1) {
      String victim = VICTIMS.get(next);
      SystemStatus.read(data).stream()
          .flatMap(status -> status.processes().stream())
          .filter(process -> process.name().equals(victim))
          .flatMap(process -> process.handle().stream())
          .filter(ProcessHandle::destroyForcibly)
          .findFirst()
          .ifPresent(handle -> killed.add(victim));
    }
  }

  /** Names of those that were killed, in order. */
  List<String> killed() {
    return List.copyOf(killed);
  }
}
