package io.passo.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParentKilledIT {
  @TempDir Path directory;

  @Test
  void shouldLeaveNoServerBehind() throws Exception {
    // given
    Process parent = startParent();
    List<ProcessHandle> servers = awaitServers(parent);

    // when
    parent.destroyForcibly();

    // then
    CompletableFuture.allOf(
            servers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .get(20, TimeUnit.SECONDS);
    assertThat(servers).noneMatch(ProcessHandle::isAlive);
  }

  private Process startParent() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StartServersMain.class.getName(),
            directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("parent.log").toFile())
        .start();
  }

  private List<ProcessHandle> awaitServers(Process parent) throws IOException {
    Path pids = directory.resolve("pids");
    while (Files.notExists(pids)) {
      assertThat(parent.isAlive()).as(Files.readString(directory.resolve("parent.log"))).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return Files.readAllLines(pids).stream()
        .map(Long::parseLong)
        .map(pid -> ProcessHandle.of(pid).orElseThrow())
        .toList();
  }
}
