package io.passo.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.passo.servers.ChildProcess;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {
  @TempDir Path folder;

  private final List<String> restarted = new CopyOnWriteArrayList<>();
  private final AtomicInteger changes = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();
  private Service service;

  @BeforeEach
  void startService() {
    service =
        new Service(
            ServiceKind.COORDINATOR,
            new ChildProcess.Spec(
                "coordinator-1",
                List.of("/bin/sleep", "1000"),
                Map.of(),
                folder,
                folder.resolve("log"),
                "TERM",
                Duration.ofSeconds(5)),
            1,
            http,
            changes::incrementAndGet);
  }

  @AfterEach
  void stopService() {
    service.close();
    http.close();
  }

  private Supervisor supervisor() {
    return new Supervisor(
        List.of(service),
        new Progress() {
          @Override
          public void starting(String name) {}

          @Override
          public void started(String name, String address, Duration took) {}

          @Override
          public void restarting(String name) {
            restarted.add(name);
          }
        });
  }

  @Test
  @SuppressWarnings("try") // it only has to be there
  void shouldStartAServiceAgainThatHasEnded() {
    // given
    long first = service.pid();
    try (Supervisor watching = supervisor()) {

      // when
      service.kill();

      // then
      await().until(() -> service.isAlive() && service.pid() != first);
      assertThat(restarted).containsExactly("coordinator-1");
      assertThat(changes).hasValue(1);
    }
  }

  @Test
  void shouldLeaveServicesAloneOnceItIsClosed() {
    // given
    supervisor().close();

    // when
    service.kill();

    // then
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(5))
        .until(() -> !service.isAlive());
    assertThat(restarted).isEmpty();
  }
}
