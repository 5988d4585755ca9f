package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChaosTest {
  private static final int SEEDS = Integer.getInteger("passo.test.seeds", 200);
  private static final Logger LOG = Logger.getLogger("io.passo.coordinator.engine");
  private static final int LONGEST = 600;
  private static final int FIRST = Integer.getInteger("passo.test.first-seed", 0);

  @BeforeAll
  static void beQuiet() {
    // Faults are what these runs are made of.
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    LOG.setLevel(null);
  }

  @Test
  void shouldKeepEveryPromiseWhateverHappens() throws InterruptedException {
    // given
    Map<String, Long> counts = new TreeMap<>();
    List<String> broken = new ArrayList<>();

    // when
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      Chaos chaos = new Chaos(seed);
      String found = run(chaos);
      if (!found.isEmpty()) {
        broken.add("seed " + seed + ": " + found);
      }
      chaos.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
    }

    // then
    assertThat(broken).as("runs that broke a promise; counted %s", counts).isEmpty();
    assertThat(counts).containsKeys("lane-dropped.append", "lane-dropped.deposed");
  }

  /** In a virtual thread, as its actors are: they take turns without the operating system. */
  private static String run(Chaos chaos) throws InterruptedException {
    String[] found = {""};
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    chaos.run();
                  } catch (AssertionError | RuntimeException e) {
                    found[0] = shortened(e);
                  }
                });
    thread.join();
    return found[0];
  }

  private static String shortened(Throwable e) {
    String text = String.valueOf(e);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }
}
