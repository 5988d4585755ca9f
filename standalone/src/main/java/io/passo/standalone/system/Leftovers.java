package io.passo.standalone.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Processes of a system whose launcher was killed. Its watchers end them too; this makes sure
 * before the next start.
 */
final class Leftovers {
  private static final Duration LIMIT = Duration.ofSeconds(10);

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
    processes.stream()
        .map(RunningProcess::handle)
        .flatMap(Optional::stream)
        .forEach(Leftovers::killTree);
    processes.forEach(process -> process.awaitEnd(LIMIT));
  }

  private static void killTree(ProcessHandle handle) {
    List<ProcessHandle> descendants = handle.descendants().toList();
    handle.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
