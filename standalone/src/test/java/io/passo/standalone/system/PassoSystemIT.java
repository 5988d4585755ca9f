package io.passo.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassoSystemIT {
  @TempDir static Path home;
  @TempDir static Path data;
  private static PassoSystem system;

  @BeforeAll
  static void startSystem() throws IOException {
    System.setProperty("passo.home", FakeHome.create(home).toString());
    system = PassoSystem.start(SystemOptions.forTests(data).withCoordinators(2));
  }

  @AfterAll
  static void stopSystem() {
    system.close();
    System.clearProperty("passo.home");
    assertThat(SystemStatus.read(data)).isEmpty();
  }

  @Test
  void shouldTellServicesWhereTheServersAre() throws IOException {
    // when
    String environment = get(system.coordinators().get(1));

    // then
    assertThat(environment)
        .contains("KAFKA_BOOTSTRAP_SERVERS=" + system.servers().kafka().bootstrapServers())
        .contains("REDIS_URL=" + system.servers().redis().url())
        .contains("DATABASE_URL=" + system.servers().postgres().url())
        .contains("PASSO_INSTANCE_ID=coordinator-2", "PASSO_PROFILE=dev", "PASSO_PARTITIONS=16");
  }

  @Test
  void shouldStartAKilledServiceAgainOnItsPort() throws IOException {
    // given
    Service worker = system.workers().getFirst();
    long killed = worker.pid();
    int port = worker.port();
    worker.kill();

    // when
    worker.restart();

    // then
    assertThat(worker.pid()).isNotEqualTo(killed);
    assertThat(worker.port()).isEqualTo(port);
    assertThat(get(worker)).contains("PASSO_INSTANCE_ID=task-worker-1");
    assertThat(pids(SystemStatus.read(data).orElseThrow()))
        .contains(worker.pid())
        .doesNotContain(killed);
  }

  @Test
  void shouldRefuseASecondSystemOnTheSameData() {
    assertThatThrownBy(() -> PassoSystem.start(SystemOptions.forTests(data)))
        .isInstanceOf(SystemException.class)
        .hasMessageContaining("runs already");
  }

  @Test
  void shouldRefuseAPortInUse() {
    // given
    SystemOptions options =
        SystemOptions.forTests(data).withPort(system.coordinators().getFirst().port());

    // then
    assertThatThrownBy(() -> PassoSystem.start(options))
        .isInstanceOf(SystemException.class)
        .hasMessageContaining("--port");
  }

  @Test
  void shouldKeepSecretsToTheirOwner() throws IOException {
    // when
    var permissions = Files.getPosixFilePermissions(data.resolve("secrets.properties"));

    // then
    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
  }

  @Test
  void shouldFindTheSystemByItsStatusFile() {
    // when
    Optional<SystemStatus> status = SystemStatus.running(data);

    // then
    assertThat(status).get().matches(SystemStatus::ready);
    assertThat(status.orElseThrow().processes())
        .extracting(RunningProcess::name)
        .containsExactly(
            "kafka",
            "postgres",
            "redis",
            "coordinator-1",
            "coordinator-2",
            "task-worker-1",
            "integration-adapters-1");
  }

  @Test
  void shouldFindEveryDependencyWell() {
    // when
    List<Diagnosis.Finding> findings = Diagnosis.of(data);

    // then
    assertThat(findings)
        .extracting(Diagnosis.Finding::what)
        .contains("Kafka answers", "Redis answers", "PostgreSQL answers");
    assertThat(findings).filteredOn(finding -> !finding.good()).isEmpty();
  }

  private static List<Long> pids(SystemStatus status) {
    return status.processes().stream().map(RunningProcess::pid).toList();
  }

  private static String get(Service service) throws IOException {
    try (InputStream in = service.endpoint().toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
