package io.passo.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Inputs come twice, are nonsense, or are very many. */
@Tag("chaos")
@EnabledIfSystemProperty(named = "passo.chaos", matches = "full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaosInputsIT {
  private static final int SECONDS = Integer.getInteger("passo.chaos.inputs.seconds", 60);
  private static final int ITEMS = Integer.getInteger("passo.chaos.items", 10_000);

  private static Chaos chaos;

  @BeforeAll
  static void start() throws IOException {
    chaos = Chaos.start("inputs");
  }

  @AfterAll
  static void stop() {
    chaos.close();
  }

  @Test
  @Order(1)
  void shouldTakeEveryInputOnce() throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("every input twice").underLoad()) {
      TimeUnit.SECONDS.sleep(SECONDS);
      long middle = trial.strike();
      long repeated;
      try (Inputs inputs = new Inputs(chaos.bootstrapServers())) {
        inputs.repeatAll();
        TimeUnit.SECONDS.sleep(SECONDS);
        repeated = inputs.count();
      }
      assertThat(repeated).isPositive();
      trial.finish(() -> others(trial, middle).and(repeated + " inputs repeated"));
    }
  }

  @Test
  @Order(2)
  void shouldPutPoisonAside() throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("1 % poison").underLoad()) {
      TimeUnit.SECONDS.sleep(SECONDS);
      long middle = trial.strike();
      long poison;
      try (Inputs inputs = new Inputs(chaos.bootstrapServers())) {
        inputs.poison();
        TimeUnit.SECONDS.sleep(SECONDS);
        poison = inputs.count();
      }
      assertThat(poison).isPositive();
      trial.finish(() -> others(trial, middle).and(poison + " inputs of nonsense"));
    }
  }

  // What they took before and after the fault began, begins left out.
  private static Figure others(Trial trial, long middle) {
    double before = Figure.percentile(trial.durations(middle - SECONDS * 500L, middle), 99);
    double after = Figure.percentile(trial.durations(middle, middle + SECONDS * 1_000L), 99);
    return Figure.ratioAtMost("p99 of others", after / before, 2);
  }

  @Test
  @Order(3)
  void shouldFinishLargeMapsWhileProcessesAreKilled()
      throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial(ITEMS + "-item Map during kills")) {
      double undisturbed = seconds(trial.orders().startMap(ITEMS), () -> {});
      double disturbed =
          seconds(
              trial.orders().startMap(ITEMS),
              () -> {
                int kill = trial.strikes();
                long begin = trial.strike();
                if (kill % 2 == 0) {
                  chaos.coordinator(kill / 2).kill();
                  chaos.coordinator(kill / 2).restart();
                } else {
                  chaos.excuses().add(begin, begin + 1_000);
                  chaos.worker(kill / 2).kill();
                  chaos.worker(kill / 2).restart();
                }
              });
      trial.finish(
          () ->
              Figure.ratioAtMost("time", disturbed / undisturbed, 2)
                  .and("%.0f s undisturbed".formatted(undisturbed)));
    }
  }

  /** What is done to the system every ten seconds until an execution has ended. */
  private static double seconds(Orders.Order order, Runnable disturbance) {
    Instant begin = Instant.ofEpochMilli(order.at());
    Instant[] next = {begin.plusSeconds(3)};
    Awaitility.await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(Duration.ofMinutes(30))
        .until(
            () -> {
              boolean closed = chaos.journals().isClosed(order.executionArn());
              if (!closed && Instant.now().isAfter(next[0])) {
                disturbance.run();
                next[0] = Instant.now().plusSeconds(10);
              }
              return closed;
            });
    return Duration.between(begin, Instant.now()).toMillis() / 1_000.0;
  }
}
