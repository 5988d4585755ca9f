package io.passo.it.chaos;

import static org.awaitility.Awaitility.await;

import io.passo.servers.Server;
import io.passo.standalone.system.Service;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Workers that stop for long, and one fault after the other of any kind. */
@Tag("chaos")
@EnabledIfSystemProperty(named = "passo.chaos", matches = "full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaosRandomIT {
  private static final int PAUSE_SECONDS = Integer.getInteger("passo.chaos.pause.seconds", 30);
  private static final int FAULTS = Integer.getInteger("passo.chaos.random", 1_000);
  private static final long SEED = Long.getLong("passo.chaos.seed", System.nanoTime());
  private static final Duration UP_AGAIN = Duration.ofSeconds(90);

  private static Chaos chaos;

  private final Random random = new Random(SEED);

  private enum Fault {
    COORDINATOR_KILLED,
    COORDINATOR_RESTARTED,
    COORDINATOR_STOPPED,
    WORKER_KILLED,
    WORKER_STOPPED,
    REDIS_KILLED,
    REDIS_WIPED,
    BROKER_KILLED,
    POSTGRES_DOWN
  }

  @BeforeAll
  static void start() throws IOException {
    chaos = Chaos.start("random");
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
  void shouldApplyOneResultOfStepsWhoseWorkerWasStopped()
      throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("worker SIGSTOP " + PAUSE_SECONDS + " s").underLoad()) {
      Service worker = chaos.worker(0);
      long begin = trial.strike();
      worker.pause();
      pause(TimeUnit.SECONDS.toMillis(PAUSE_SECONDS));
      worker.resume();
      pause(2_000);
      chaos.excuses().add(begin, System.currentTimeMillis());
      trial.finish(() -> Figure.percentile("re-dispatch", trial.handedOn(), 99, PAUSE_SECONDS));
    }
  }

  @Test
  @Order(2)
  void shouldSurviveFaultsOfAnyKind() throws InterruptedException, SQLException, IOException {
    Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    try (Trial trial = chaos.trial(FAULTS + " random faults, seed " + SEED).underLoad()) {
      long begin = System.nanoTime();
      for (int i = 0; i < FAULTS; i++) {
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        counts.merge(fault, 1, Integer::sum);
        long struck = trial.strike();
        strike(fault);
        if (isExcuse(fault)) {
          chaos.excuses().add(struck, System.currentTimeMillis() + 5_000);
        }
        pause(random.nextInt(4_000));
      }
      long minutes = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - begin);
      await().atMost(UP_AGAIN).until(() -> chaos.services().stream().allMatch(Service::isReady));
      trial.finish(() -> new Figure("%s in %d min".formatted(counts, minutes), "-", null));
    }
  }

  private void strike(Fault fault) throws InterruptedException, IOException {
    Service coordinator = chaos.coordinator(random.nextInt(2));
    Service worker = chaos.worker(random.nextInt(2));
    switch (fault) {
      case COORDINATOR_KILLED -> {
        coordinator.kill();
        pause(random.nextInt(1_000));
        coordinator.restart();
      }
      case COORDINATOR_RESTARTED -> coordinator.restart();
      case COORDINATOR_STOPPED -> stop(coordinator, 12_000);
      case WORKER_KILLED -> {
        worker.kill();
        pause(random.nextInt(1_000));
        worker.restart();
      }
      case WORKER_STOPPED -> stop(worker, 35_000);
      case REDIS_KILLED -> Faults.killAndCutTail(chaos.system().servers().redis(), chaos.data());
      case REDIS_WIPED -> Faults.flush(chaos.system().servers().redis());
      case BROKER_KILLED -> killed(chaos.system().servers().kafka(), 1_000);
      case POSTGRES_DOWN -> killed(chaos.system().servers().postgres(), 10_000);
    }
  }

  private void stop(Service service, int mostMillis) throws InterruptedException {
    service.pause();
    pause(random.nextInt(mostMillis));
    service.resume();
  }

  private void killed(Server server, int mostMillis) throws InterruptedException {
    server.kill();
    pause(random.nextInt(mostMillis));
    server.restart();
  }

  /** Whether steps may have run twice then (G3). */
  private static boolean isExcuse(Fault fault) {
    return switch (fault) {
      case COORDINATOR_STOPPED, WORKER_KILLED, WORKER_STOPPED, BROKER_KILLED -> true;
      default -> false;
    };
  }
}
