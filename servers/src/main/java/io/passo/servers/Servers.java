package io.passo.servers;

import io.passo.servers.container.Containers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The three servers Passo needs, started together. They end with this JVM, however it ends.
 *
 * <p>With {@code -Dpasso.test.containers=true} they are containers of a Docker engine.
 */
public final class Servers implements AutoCloseable {
  private static final String CONTAINERS = "passo.test.containers";

  private final KafkaServer kafka;
  private final PostgresServer postgres;
  private final RedisServer redis;
  private final Runnable cleanUp;

  private Servers(KafkaServer kafka, PostgresServer postgres, RedisServer redis, Runnable cleanUp) {
    this.kafka = kafka;
    this.postgres = postgres;
    this.redis = redis;
    this.cleanUp = cleanUp;
  }

  /**
   * Servers for the tests of this JVM, started at the first call and shared by all. Do not close
   * them.
   */
  public static Servers shared() {
    return Shared.SERVERS;
  }

  /**
   * Starts the servers; returns when all answer.
   *
   * @throws ServerException if one does not start; the others are stopped then
   */
  public static Servers start(ServersConfig config) {
    if (Boolean.getBoolean(CONTAINERS)) {
      Containers containers = Containers.start(config);
      return new Servers(containers.kafka(), containers.postgres(), containers.redis(), () -> {});
    }
    Path directory = config.directory();
    if (directory != null) {
      return startIn(directory, config, () -> {});
    }
    TemporaryFolder temporary =
        TemporaryFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "passo-servers-");
    return startIn(temporary.path(), config, temporary::delete);
  }

  private static Servers startIn(Path directory, ServersConfig config, Runnable cleanUp) {
    EmbeddedKafka kafka = new EmbeddedKafka(directory.resolve("kafka"), config);
    EmbeddedPostgres postgres = new EmbeddedPostgres(directory.resolve("postgres"), config);
    EmbeddedRedis redis = new EmbeddedRedis(directory.resolve("redis"));
    Servers servers = new Servers(kafka, postgres, redis, cleanUp);
    List<CompletableFuture<Void>> starts = new ArrayList<>();
    for (EmbeddedServer server : List.of(kafka, postgres, redis)) {
      starts.add(
          CompletableFuture.runAsync(server::start, command -> Thread.ofPlatform().start(command)));
    }
    try {
      starts.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      starts.forEach(start -> start.exceptionally(failure -> null).join());
      servers.close();
      throw e.getCause() instanceof ServerException failure
          ? failure
          : new ServerException("A server did not start", e);
    }
    return servers;
  }

  public KafkaServer kafka() {
    return kafka;
  }

  public PostgresServer postgres() {
    return postgres;
  }

  public RedisServer redis() {
    return redis;
  }

  /** Stops the servers, and removes their data if it was temporary. */
  @Override
  public void close() {
    List<Server> servers = List.of(kafka, redis, postgres);
    servers.forEach(Server::close);
    cleanUp.run();
  }

  private static final class Shared {
    private static final Servers SERVERS = Servers.start(ServersConfig.forTests());
  }
}
