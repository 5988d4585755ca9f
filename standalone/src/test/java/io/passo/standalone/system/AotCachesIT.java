package io.passo.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.servers.ChildProcess;
import io.passo.servers.FreePorts;
import io.passo.servers.Jdk;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "older ones make no such caches")
class AotCachesIT {
  private static final ServiceKind KIND = ServiceKind.COORDINATOR;

  @TempDir private Path home;
  private AotCaches caches;

  @BeforeEach
  void createHome() throws IOException {
    caches = AotCaches.ofTraining(new Artifacts(FakeHome.create(home)));
  }

  @Test
  void shouldStartWithoutACacheIfThereIsNone() {
    assertThat(caches.using(KIND)).isEmpty();
    assertThat(caches.areComplete()).isFalse();
  }

  @Test
  void shouldMakeCachesThatServicesUse() throws IOException {
    // given
    for (ServiceKind kind : ServiceKind.values()) {
      run(kind, caches.recording(kind)).stop();
      caches.create(kind);
    }

    // when
    ChildProcess process = run(KIND, caches.using(KIND));
    Path mapped;
    try (Stream<String> maps = Files.lines(Path.of("/proc/" + process.pid() + "/maps"))) {
      mapped = Path.of(maps.filter(line -> line.endsWith(".aot")).findFirst().orElseThrow());
    } finally {
      process.stop();
    }

    // then
    assertThat(caches.areComplete()).isTrue();
    assertThat(mapped.toString()).endsWith("/target/aot/" + Runtime.version() + ".aot");
  }

  @Test
  void shouldMakeCachesOfMereStartsOnce() throws IOException {
    // given
    Artifacts artifacts = new Artifacts(home);
    AotCaches started = AotCaches.ofStart(artifacts);
    new StartCaches(artifacts).createOnce();
    Path cache = Path.of(started.using(KIND).getFirst().replaceFirst(".*=", ""));
    FileTime made = Files.getLastModifiedTime(cache);

    // when
    new StartCaches(artifacts).createOnce();

    // then
    assertThat(cache).hasFileName(Runtime.version() + "-start.aot");
    assertThat(Files.getLastModifiedTime(cache)).isEqualTo(made);
    assertThat(started.areComplete()).isTrue();
    assertThat(caches.areComplete()).as("trained").isFalse();
  }

  @Test
  void shouldSayWhichServiceDoesNotStart() throws IOException {
    // given
    Files.writeString(jar(KIND), "no jar");

    // then
    assertThatThrownBy(() -> new StartCaches(new Artifacts(home)).createOnce())
        .isInstanceOf(SystemException.class)
        .hasMessageContaining("Expected coordinator to start without servers")
        .hasMessageContaining("start.log");
  }

  @Test
  void shouldNotUseTheCacheOfAnOlderBuild() throws IOException {
    // given
    run(KIND, caches.recording(KIND)).stop();
    caches.create(KIND);
    assertThat(caches.using(KIND)).isNotEmpty();

    // when
    Files.setLastModifiedTime(jar(KIND), FileTime.from(Instant.now().plusSeconds(1)));

    // then
    assertThat(caches.using(KIND)).isEmpty();
  }

  @Test
  void shouldSayThatNothingWasRecorded() {
    assertThatThrownBy(() -> caches.create(KIND))
        .isInstanceOf(SystemException.class)
        .hasMessageContaining("Expected a recorded run of coordinator in " + home);
  }

  @Test
  void shouldSayWhereTheReasonIsIfNoCacheCanBeMade() throws IOException {
    // given
    Path recorded = Path.of(caches.recording(KIND).getLast().replaceFirst(".*=", ""));
    Files.writeString(recorded, "nothing that a JVM has written");

    // then
    assertThatThrownBy(() -> caches.create(KIND))
        .isInstanceOf(SystemException.class)
        .hasMessageContaining("creation.log");
    assertThat(caches.using(KIND)).isEmpty();
  }

  private ChildProcess run(ServiceKind kind, List<String> options) {
    int port = FreePorts.next();
    List<String> command = new ArrayList<>();
    command.add(Jdk.program("java"));
    command.addAll(AotCaches.COMMON_OPTIONS);
    command.addAll(options);
    command.addAll(List.of("-jar", jar(kind).toString()));
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Spec(
                kind.module(),
                command,
                Map.of("PASSO_HTTP_PORT", Integer.toString(port)),
                home,
                home.resolve("service.log"),
                "TERM",
                Duration.ofSeconds(60)));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> answer(port), code -> code == 200);
    return process;
  }

  private static int answer(int port) throws IOException {
    var connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port).toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private Path jar(ServiceKind kind) {
    return home.resolve(Path.of(kind.module(), "target", "quarkus-app", "quarkus-run.jar"));
  }
}
