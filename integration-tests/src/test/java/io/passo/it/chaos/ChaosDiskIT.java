package io.passo.it.chaos;

import io.passo.servers.Server;
import io.passo.servers.ServerException;
import io.passo.servers.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disks of Kafka, Redis and PostgreSQL are full, one after the other. */
@Tag("chaos")
@EnabledIfSystemProperty(named = "passo.chaos", matches = "full")
class ChaosDiskIT {
  private static final int SECONDS = Integer.getInteger("passo.chaos.disk.seconds", 60);

  private enum Disk {
    KAFKA(Servers::kafka, "kafka", 512),
    REDIS(Servers::redis, "redis", 64),
    POSTGRES(Servers::postgres, "postgres", 256);

    @SuppressWarnings("ImmutableEnumChecker") // method references
    private final Function<Servers, Server> server;

    private final String folder;
    private final int megabytes;

    Disk(Function<Servers, Server> server, String folder, int megabytes) {
      this.server = server;
      this.folder = folder;
      this.megabytes = megabytes;
    }
  }

  private static final Map<Disk, FullDisk> DISKS = new EnumMap<>(Disk.class);
  private static Chaos chaos;

  @BeforeAll
  static void start() throws IOException {
    try {
      chaos =
          Chaos.start(
              "disk",
              new Setup() {
                @Override
                void prepare(Path data) throws IOException {
                  mount(data.resolve("servers"));
                }
              });
    } catch (IOException e) {
      FaultTable.skipped("full disks", "no file system can be mounted here: " + e.getMessage());
      Assumptions.abort("No file system can be mounted here: " + e.getMessage());
    }
  }

  private static void mount(Path servers) throws IOException {
    try {
      for (Disk disk : Disk.values()) {
        DISKS.put(disk, FullDisk.mount(servers.resolve(disk.folder), disk.megabytes));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (chaos != null) {
      chaos.close();
    }
    for (FullDisk disk : DISKS.values()) {
      disk.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldGoOnOnceThereIsRoomAgain(Disk disk)
      throws InterruptedException, SQLException, IOException {
    Server server = disk.server.apply(chaos.system().servers());
    try (Trial trial =
        chaos.trial("disk of " + server.name() + " full " + SECONDS + " s").underLoad()) {
      FullDisk full = DISKS.get(disk);
      long begin = trial.strike();
      long end = begin + TimeUnit.SECONDS.toMillis(SECONDS);
      while (System.currentTimeMillis() < end) {
        full.fill();
        TimeUnit.MILLISECONDS.sleep(200);
      }
      full.free();
      long freed = System.currentTimeMillis();
      boolean ended = !server.isAlive();
      if (ended) {
        // As whatever supervises it would.
        restart(server);
      }
      chaos.excuses().add(begin, System.currentTimeMillis() + 5_000);
      TimeUnit.SECONDS.sleep(20);
      trial.finish(
          () ->
              Figure.atMost("resumes in", trial.firstEndAfter(freed) / 1_000.0, 60)
                  .and(ended ? "it had ended itself" : "it lived"));
    }
  }

  private static void restart(Server server) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        server.restart();
        return;
      } catch (ServerException e) {
        if (attempt == 5) {
          throw e;
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }
}
