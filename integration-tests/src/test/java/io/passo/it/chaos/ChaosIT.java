package io.passo.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.passo.servers.Server;
import io.passo.servers.Servers;
import io.passo.standalone.system.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Processes are killed, stopped and started again under load (correctness.md §18). */
@Tag("chaos")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaosIT {
  private static final long GAP_WINDOW_MILLIS = 20_000;
  private static final Duration UP_AGAIN = Duration.ofSeconds(90);

  private static Chaos chaos;

  @BeforeAll
  static void start() throws IOException {
    chaos = Chaos.start("processes");
  }

  @AfterAll
  static void stop() {
    chaos.close();
  }

  private static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  @Test
  @Order(1)
  void shouldSurviveCoordinatorsThatAreKilled()
      throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("coordinator SIGKILL").underLoad()) {
      // Processes that have just started are slow, whatever is killed.
      pause(3_000);
      for (int kill = 0; kill < Scale.of(2, 100); kill++) {
        Service coordinator = chaos.coordinator(kill);
        trial.strike();
        coordinator.kill();
        pause(500);
        coordinator.restart();
        pause(1_000);
      }
      trial.finish(() -> trial.stalls(GAP_WINDOW_MILLIS).p99("gap", 8, 13));
    }
  }

  @Test
  @Order(2)
  void shouldSurviveRollingRestart() throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("rolling restart").underLoad()) {
      for (int restart = 0; restart < Scale.of(2, 20); restart++) {
        trial.strike();
        chaos.coordinator(restart).restart();
        pause(2_000);
      }
      trial.finish(() -> Figure.percentile("gap", trial.stalls(GAP_WINDOW_MILLIS).all(), 99, 2));
    }
  }

  @Test
  @Order(3)
  void shouldWriteNothingStaleWhenCoordinatorWasStopped()
      throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("coordinator SIGSTOP " + Scale.of(9, 20) + " s").underLoad()) {
      List<Long> noticed = new ArrayList<>();
      for (int stop = 0; stop < Scale.of(1, 50); stop++) {
        Service coordinator = chaos.coordinator(stop);
        long begin = trial.strike();
        coordinator.pause();
        pause(Scale.of(9_000, 20_000));
        long resumed = System.currentTimeMillis();
        coordinator.resume();
        pause(2_500);
        chaos.excuses().add(begin, resumed + 5_000);
        chaos.journals().refusedAfter(resumed).forEach(seen -> noticed.add(seen - resumed));
      }
      trial.finish(
          () ->
              Figure.percentile("notices", noticed, 99, 2)
                  .and(noticed.size() + " stale records refused"));
    }
  }

  @Test
  @Order(4)
  void shouldHandStepsOnWhenWorkersAreKilled()
      throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("worker SIGKILL").underLoad()) {
      for (int kill = 0; kill < Scale.of(1, 200); kill++) {
        Service worker = chaos.worker(kill);
        long begin = trial.strike();
        worker.kill();
        chaos.excuses().add(begin, begin + 1_000);
        pause(500);
        worker.restart();
        pause(2_000);
      }
      trial.finish(() -> Figure.percentile("re-dispatch", trial.handedOn(), 99, 15));
    }
  }

  @Test
  @Order(5)
  void shouldSurviveRedisThatIsKilledAndLosesItsNewestWrites()
      throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("Redis SIGKILL, tail of its file cut").underLoad()) {
      for (int kill = 0; kill < Scale.of(2, 50); kill++) {
        trial.strike();
        Faults.killAndCutTail(chaos.system().servers().redis(), chaos.data());
        pause(2_000);
      }
      trial.finish(() -> Figure.percentile("stall", trial.stalls(GAP_WINDOW_MILLIS).all(), 99, 3));
    }
  }

  @Test
  @Order(6)
  void shouldRebuildRedisThatWasWiped() throws InterruptedException, SQLException, IOException {
    int open = Integer.getInteger("passo.chaos.open", Scale.of(1_000, 100_000));
    try (Trial trial = chaos.trial("Redis wiped, " + open + " open")) {
      trial.orders().startSleepers(open, Instant.now().plusSeconds(6 + open / 100));
      trial.underLoad(0.5);
      long begin = trial.strike();
      Faults.flush(chaos.system().servers().redis());
      int partitions = chaos.journals().partitions();
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofMinutes(3))
          .until(() -> chaos.stores().present() == partitions);
      double rebuilt = (System.currentTimeMillis() - begin) / 1_000.0;
      pause(2_000);
      trial.finish(() -> Figure.atMost("rebuilt in", rebuilt, 30));
    }
  }

  @Test
  @Order(7)
  void shouldSurviveBrokerThatIsKilled() throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("broker SIGKILL").underLoad()) {
      Server kafka = chaos.system().servers().kafka();
      for (int kill = 0; kill < Scale.of(1, 20); kill++) {
        long begin = trial.strike();
        kafka.kill();
        kafka.restart();
        // The broker does not remember who holds which step.
        chaos.excuses().add(begin, System.currentTimeMillis() + 5_000);
        pause(2_500);
      }
      trial.finish(() -> Figure.percentile("stall", trial.stalls(GAP_WINDOW_MILLIS).all(), 99, 20));
    }
  }

  @Test
  @Order(8)
  void shouldFailNothingWhilePostgresIsDown()
      throws InterruptedException, SQLException, IOException {
    int seconds = Integer.getInteger("passo.chaos.postgres.seconds", Scale.of(8, 600));
    try (Trial trial = chaos.trial("PostgreSQL down " + seconds + " s").underLoad()) {
      Server postgres = chaos.system().servers().postgres();
      trial.strike();
      List<Long> before = chaos.journals().ends();
      postgres.kill();
      pause(TimeUnit.SECONDS.toMillis(seconds));
      boolean ready = chaos.coordinator(0).isReady();
      List<Long> ends = chaos.journals().ends();
      long begin = System.currentTimeMillis();
      postgres.restart();
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(Duration.ofMinutes(10))
          .until(() -> chaos.stores().hasSunk(ends));
      double caughtUp = (System.currentTimeMillis() - begin) / 1_000.0;
      double perSecond = chaos.journals().events(before, ends) / caughtUp;
      trial.finish(
          () -> Figure.atMost("caught up in", caughtUp, 180).and((long) perSecond + " events/s"));
      assertThat(ready).as("ready without PostgreSQL").isFalse();
    }
  }

  @Test
  @Order(9)
  void shouldServeAgainAfterEverythingWasKilled()
      throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("everything SIGKILL, servers back last").underLoad()) {
      List<Service> services = chaos.services();
      Servers servers = chaos.system().servers();
      List<Server> all = List.of(servers.kafka(), servers.redis(), servers.postgres());
      long begin = trial.strike();
      services.forEach(Service::kill);
      all.forEach(Server::kill);
      Service coordinator = chaos.coordinator(0);
      long logged = Files.size(coordinator.log());
      services.forEach(Service::startAgain);
      for (String name : List.of("kafka", "redis", "postgresql")) {
        await()
            .atMost(UP_AGAIN)
            .until(() -> Faults.logged(coordinator, logged, "dependency: name=" + name));
      }
      assertThat(services).allMatch(Service::isAlive).noneMatch(Service::isReady);
      long back = System.currentTimeMillis();
      all.parallelStream().forEach(Server::restart);
      await()
          .pollInterval(Duration.ofMillis(100))
          .atMost(UP_AGAIN)
          .until(() -> services.stream().allMatch(Service::isReady));
      double serving = (System.currentTimeMillis() - back) / 1_000.0;
      chaos.excuses().add(begin, back);
      pause(2_000);
      trial.finish(() -> Figure.atMost("serving in", serving, 30));
    }
  }
}
