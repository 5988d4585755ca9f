package io.passo.it.chaos;

import io.passo.servers.proxy.TcpProxy;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The network of one of two coordinators is slow, half-open, or leads everywhere but to its group.
 */
@Tag("chaos")
@EnabledIfSystemProperty(named = "passo.chaos", matches = "full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaosNetworkIT {
  private static final long WINDOW_MILLIS = 30_000;
  // OffsetCommit to SyncGroup: what goes to the coordinator of a consumer group.
  private static final Set<Short> GROUP_REQUESTS =
      Set.of((short) 8, (short) 9, (short) 10, (short) 11, (short) 12, (short) 13, (short) 14);

  private static ProxiedSetup network;
  private static Chaos chaos;

  @BeforeAll
  static void start() throws IOException {
    network = new ProxiedSetup();
    chaos = Chaos.start("network", network);
  }

  @AfterAll
  static void stop() {
    chaos.close();
    network.close();
  }

  @Test
  @Order(1)
  void shouldDeposeCoordinatorThatIsCutOffFromItsGroup()
      throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("coordinator cut off from its group only").underLoad()) {
      int refused = 0;
      for (int cut = 0; cut < Integer.getInteger("passo.chaos.cuts", 50); cut++) {
        long begin = trial.strike();
        network.kafka().deafen(GROUP_REQUESTS);
        TimeUnit.SECONDS.sleep(15);
        network.kafka().resume();
        TimeUnit.SECONDS.sleep(10);
        chaos.excuses().add(begin, System.currentTimeMillis());
        refused += chaos.journals().refusedAfter(begin).size();
      }
      String stale = refused + " stale records refused";
      trial.finish(
          () -> Figure.percentile("stall", trial.stalls(WINDOW_MILLIS).all(), 99, 8).and(stale));
    }
  }

  @Test
  @Order(2)
  void shouldWorkOverSlowNetwork() throws InterruptedException, SQLException, IOException {
    int seconds = Integer.getInteger("passo.chaos.slow.seconds", 120);
    try (Trial trial = chaos.trial("200±100 ms delay for one coordinator").underLoad()) {
      long begin = trial.strike();
      for (TcpProxy proxy : network.all()) {
        proxy.delay(Duration.ofMillis(100), Duration.ofMillis(300));
      }
      TimeUnit.SECONDS.sleep(seconds);
      long end = System.currentTimeMillis();
      network.all().forEach(proxy -> proxy.delay(Duration.ZERO, Duration.ZERO));
      // Sends take longer than two seconds now and then: see G3.
      chaos.excuses().add(begin, end + 5_000);
      trial.finish(
          () -> {
            double asked = trial.asked(begin, end);
            return Figure.atLeast("throughput", trial.ended(begin, end) / asked, 0.4)
                .and("p50 %.1f s".formatted(Figure.percentile(trial.durations(begin, end), 50)));
          });
    }
  }

  @Test
  @Order(3)
  void shouldGiveUpConnectionsThatAreHalfOpen()
      throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("all connections of a coordinator half-open").underLoad()) {
      for (int cut = 0; cut < Integer.getInteger("passo.chaos.half", 5); cut++) {
        long begin = trial.strike();
        network.all().forEach(TcpProxy::stall);
        TimeUnit.SECONDS.sleep(2);
        network.all().forEach(TcpProxy::leaveHalfOpen);
        TimeUnit.SECONDS.sleep(40);
        network.all().forEach(TcpProxy::resume);
        TimeUnit.SECONDS.sleep(5);
        chaos.excuses().add(begin, System.currentTimeMillis());
      }
      trial.finish(() -> Figure.percentile("stall", trial.stalls(WINDOW_MILLIS).all(), 99, 20));
    }
  }
}
