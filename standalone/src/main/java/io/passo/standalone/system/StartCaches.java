package io.passo.standalone.system;

import io.passo.servers.BrokerJvm;
import io.passo.servers.ChildProcess;
import io.passo.servers.Folders;
import io.passo.servers.FreePorts;
import io.passo.servers.KafkaServer;
import io.passo.servers.ServerException;
import io.passo.servers.ServersConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@link AotCaches} from mere starts, each program alone and without the servers it needs: made in
 * half a minute, and enough for tests, which start many systems that live for minutes.
 */
public final class StartCaches {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  /** Nobody listens there. */
  private static final String NOWHERE = "127.0.0.1:1";

  /** Protects nothing: no service has anything to tell. */
  private static final String SECRET = "0".repeat(64);

  private final Artifacts artifacts;
  private final AotCaches caches;

  StartCaches(Artifacts artifacts) {
    this.artifacts = artifacts;
    this.caches = AotCaches.ofStart(artifacts);
  }

  /**
   * Makes them if there are none that fit and this JDK can make them. Of several JVMs that ask for
   * it one makes them, and the others wait.
   *
   * @throws SystemException if a service does not start, or a cache cannot be made
   */
  public static synchronized void provide(Artifacts artifacts) {
    if (AotCaches.areSupported()) {
      new StartCaches(artifacts).createOnce();
    }
  }

  void createOnce() {
    Path target = artifacts.home().resolve(Path.of("standalone", "target"));
    try (FileChannel channel =
            FileChannel.open(
                Files.createDirectories(target).resolve("start-caches.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && !caches.areComplete()) {
        AotCaches.sideBySide(
            Stream.concat(
                    Stream.of(ServiceKind.values()).map(kind -> () -> create(kind)),
                    Stream.<Runnable>of(this::createBroker))
                .toList());
      }
    } catch (IOException e) {
      throw new SystemException("Expected to write to " + target + " but " + e, e);
    }
  }

  /**
   * Makes that of one service.
   *
   * @throws SystemException if it does not start, or the cache cannot be made
   */
  void create(ServiceKind kind) {
    int port = FreePorts.next();
    Program program = artifacts.program(kind);
    List<String> jvm = new ArrayList<>(caches.recording(program));
    jvm.addAll(ServiceCommand.SHORT_LIFE);
    ChildProcess.Spec spec =
        new ChildProcess.Spec(
            kind.module(),
            ServiceCommand.command(artifacts, kind, jvm),
            environment(port),
            program.caches(),
            program.caches().resolve("start.log"),
            "TERM",
            ServiceCommand.GRACE_OF_RECORDING);
    try (HttpClient http = HttpClient.newHttpClient();
        Service service = new Service(kind, spec, port, http, () -> {})) {
      service.awaitAnswer(START_LIMIT);
    }
    caches.create(program);
  }

  private void createBroker() {
    Program program = artifacts.broker();
    Path data = program.caches().resolve("start");
    Folders.delete(data);
    ServersConfig config = ServersConfig.forTests();
    BrokerJvm jvm =
        config
            .broker()
            .from(artifacts.brokerJars(), caches.recording(program))
            .withGrace(ServiceCommand.GRACE_OF_RECORDING);
    try {
      KafkaServer.start(data, config.withBroker(jvm)).close();
    } catch (ServerException e) {
      throw new SystemException("Expected a cache of the broker: " + e.getMessage(), e);
    }
    caches.create(program);
    Folders.delete(data);
  }

  private static Map<String, String> environment(int port) {
    return Map.ofEntries(
        Map.entry("KAFKA_BOOTSTRAP_SERVERS", NOWHERE),
        Map.entry("REDIS_URL", "redis://" + NOWHERE),
        Map.entry("DATABASE_URL", "postgresql://" + NOWHERE + "/nowhere"),
        Map.entry("PASSO_HTTP_PORT", Integer.toString(port)),
        Map.entry("PASSO_COORDINATOR_URL", "http://" + NOWHERE),
        Map.entry("PASSO_PROFILE", "dev"),
        Map.entry("PASSO_SECRET", SECRET),
        Map.entry("PASSO_WORKER_SECRET", SECRET),
        Map.entry("AWS_REGION", "us-east-1"));
  }
}
