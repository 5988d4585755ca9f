package io.passo.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherKilledIT {
  @TempDir Path home;
  @TempDir Path data;

  @Test
  void shouldLeaveNothingRunningAndStartAgain() throws Exception {
    // given
    Process launcher = launch();
    SystemStatus status = awaitReady(launcher);
    List<ProcessHandle> processes =
        status.processes().stream().map(RunningProcess::handle).map(Optional::orElseThrow).toList();

    // when
    launcher.destroyForcibly().waitFor();
    Optional<SystemStatus> left = PassoSystem.stop(data);

    // then
    assertThat(left).isPresent();
    assertThat(processes).hasSize(6).noneMatch(ProcessHandle::isAlive);
    assertThat(SystemStatus.read(data)).isEmpty();
  }

  private Process launch() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dpasso.home=" + FakeHome.create(home),
            "-cp",
            System.getProperty("java.class.path"),
            StartSystemMain.class.getName(),
            data.toString())
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("launcher.log").toFile())
        .start();
  }

  private SystemStatus awaitReady(Process launcher) throws IOException {
    while (true) {
      Optional<SystemStatus> status = SystemStatus.running(data).filter(SystemStatus::ready);
      if (status.isPresent()) {
        return status.get();
      }
      assertThat(launcher.isAlive()).as(Files.readString(home.resolve("launcher.log"))).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
