package io.passo.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.servers.BrokerJvm;
import io.passo.servers.ChildProcess;
import io.passo.servers.FreePorts;
import io.passo.servers.Jdk;
import io.passo.servers.KafkaServer;
import io.passo.servers.ServersConfig;
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
  private Artifacts artifacts;
  private AotCaches caches;

  @BeforeEach
  void createHome() throws IOException {
    artifacts = new Artifacts(FakeHome.create(home));
    caches = AotCaches.ofTraining(artifacts);
  }

  @Test
  void shouldStartWithoutACacheIfThereIsNone() {
    assertThat(caches.using(program())).isEmpty();
    assertThat(caches.areComplete()).isFalse();
  }

  @Test
  void shouldMakeCachesThatServicesUse() throws IOException {
    // given
    for (ServiceKind kind : ServiceKind.values()) {
      run(kind, caches.recording(artifacts.program(kind))).stop();
      caches.create(artifacts.program(kind));
    }

    // when
    ChildProcess process = run(KIND, caches.using(program()));
    String mapped;
    try {
      mapped = cacheOf(process.pid());
    } finally {
      process.stop();
    }

    // then
    assertThat(mapped).endsWith("/coordinator/target/aot/" + Runtime.version() + ".aot");
  }

  @Test
  void shouldMakeCachesOfMereStartsOnce() throws IOException {
    // given
    AotCaches started = AotCaches.ofStart(artifacts);
    new StartCaches(artifacts).createOnce();
    Path cache = Path.of(started.using(program()).getFirst().replaceFirst(".*=", ""));
    FileTime made = Files.getLastModifiedTime(cache);

    // when
    new StartCaches(artifacts).createOnce();

    // then
    assertThat(cache).hasFileName(Runtime.version() + "-start.aot");
    assertThat(Files.getLastModifiedTime(cache)).isEqualTo(made);
    assertThat(started.areComplete()).isTrue();
    assertThat(caches.areComplete()).as("trained").isFalse();
    assertThat(cacheOfBroker(started))
        .endsWith("/standalone/target/aot/" + Runtime.version() + "-start.aot");
  }

  @Test
  void shouldSayWhichServiceDoesNotStart() throws IOException {
    // given
    Files.writeString(jar(KIND), "no jar");
    StartCaches started = new StartCaches(artifacts);

    // then
    assertThatThrownBy(() -> AotCaches.sideBySide(List.of(() -> started.create(KIND))))
        .isInstanceOf(SystemException.class)
        .hasMessageContaining("Expected coordinator to start without servers")
        .hasMessageContaining("start.log");
  }

  @Test
  void shouldNotUseTheCacheOfAnOlderBuild() throws IOException {
    // given
    run(KIND, caches.recording(program())).stop();
    caches.create(program());
    assertThat(caches.using(program())).isNotEmpty();

    // when
    Files.setLastModifiedTime(jar(KIND), FileTime.from(Instant.now().plusSeconds(1)));

    // then
    assertThat(caches.using(program())).isEmpty();
  }

  @Test
  void shouldSayThatNothingWasRecorded() {
    assertThatThrownBy(() -> caches.create(program()))
        .isInstanceOf(SystemException.class)
        .hasMessageContaining("Expected a recorded run of coordinator in " + home);
  }

  @Test
  void shouldSayWhereTheReasonIsIfNoCacheCanBeMade() throws IOException {
    // given
    Path recorded = Path.of(caches.recording(program()).getLast().replaceFirst(".*=", ""));
    Files.writeString(recorded, "nothing that a JVM has written");

    // then
    assertThatThrownBy(() -> caches.create(program()))
        .isInstanceOf(SystemException.class)
        .hasMessageContaining("creation.log");
    assertThat(caches.using(program())).isEmpty();
  }

  private String cacheOfBroker(AotCaches started) throws IOException {
    BrokerJvm jvm =
        BrokerJvm.ofHeap(256).from(artifacts.brokerJars(), started.using(artifacts.broker()));
    try (KafkaServer kafka =
        KafkaServer.start(home.resolve("data"), ServersConfig.forTests().withBroker(jvm))) {
      return cacheOf(kafka.pid().orElseThrow());
    }
  }

  /** The cache a JVM has mapped into its memory. */
  private static String cacheOf(long pid) throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/" + pid + "/maps"))) {
      return maps.filter(line -> line.endsWith(".aot")).findFirst().orElseThrow();
    }
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

  private Program program() {
    return artifacts.program(KIND);
  }

  private Path jar(ServiceKind kind) {
    return home.resolve(Path.of(kind.module(), "target", "quarkus-app", "quarkus-run.jar"));
  }
}
