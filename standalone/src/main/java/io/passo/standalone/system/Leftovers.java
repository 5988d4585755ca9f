package io.passo.standalone.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Processes of a system whose launcher was killed. Its watchers end them too; this makes sure
 * before the next start.
 */
final class Leftovers {
  private Leftovers() {}

  static void remove(Path data) {
    SystemStatus.read(data)
        .filter(status -> !status.isRunning())
        .ifPresent(
            status -> {
              end(status.processes());
              SystemStatus.delete(data);
            });
  }

  private static void end(List<RunningProcess> processes) {
    List<ProcessHandle> alive =
        processes.stream().map(RunningProcess::handle).flatMap(Optional::stream).toList();
    alive.forEach(Leftovers::killTree);
    alive.forEach(handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).join());
  }

  private static void killTree(ProcessHandle handle) {
    List<ProcessHandle> descendants = handle.descendants().toList();
    handle.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
