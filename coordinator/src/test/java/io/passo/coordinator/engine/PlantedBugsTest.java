package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Mutant.Finding;
import io.passo.coordinator.engine.Mutant.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantedBugsTest {
  private static final long QUICK_SEEDS = 400;
  private static final long SEEDS = Long.getLong("passo.sim.bugs", 0);
  private static final Pattern ONLY = Pattern.compile(System.getProperty("passo.sim.bug", ""));

  private static QuietLogs logs;

  @BeforeAll
  static void listen() {
    logs = QuietLogs.listen();
  }

  @AfterAll
  static void speakAgain() {
    logs.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no Open at takeover",
        "continuity not checked",
        "effects before the acknowledgement",
        "re-dispatch without the wait",
        "re-dispatch without the marker",
        "lost commands not dispatched again",
        "stale dispatch without the barrier",
        "timers not reloaded",
        "rebuild: no snapshot",
        "sink offset not compared",
        "redelivery runs without Ask"
      })
  void shouldBeFoundQuickly(String bug) throws Exception {
    // when
    Finding finding = Mutant.of(patches(bug)).find(0, QUICK_SEEDS);

    // then
    assertThat(finding.violation()).as("%s after %d seeds", bug, finding.seeds()).isNotNull();
    requireSound(finding);
  }

  // What breaks a promise without the bug, too, has not found it.
  private static void requireSound(Finding finding) {
    if (finding.violation() != null) {
      assertThat(Simulation.run(finding.seed()).violations())
          .as("seed %d without a bug", finding.seed())
          .isEmpty();
    }
  }

  private static List<Patch> patches(String bug) {
    return PlantedBugs.all().getOrDefault(bug, List.of());
  }

  @Test
  void shouldStillFitTheSources() throws Exception {
    for (Map.Entry<String, List<Patch>> bug : PlantedBugs.all().entrySet()) {
      assertThat(bug.getValue()).as(bug.getKey()).isNotEmpty();
      assertThat(Mutant.of(bug.getValue())).as(bug.getKey()).isNotNull();
    }
    assertThat(PlantedBugs.all()).hasSizeGreaterThanOrEqualTo(30);
  }

  /**
   * The whole table, only if asked for: {@code -Dpasso.sim.bugs=50000}; {@code -Dpasso.sim.bug} is
   * a part of the names of those that are wanted.
   */
  @Test
  @EnabledIfSystemProperty(named = "passo.sim.bugs", matches = "\\d+")
  void shouldAllBeFound() throws Exception {
    // given
    List<String> missed = new ArrayList<>();

    // when
    for (Map.Entry<String, List<Patch>> bug : PlantedBugs.all().entrySet()) {
      if (!ONLY.matcher(bug.getKey()).find()) {
        continue;
      }
      Finding finding = Mutant.of(bug.getValue()).find(0, SEEDS);
      requireSound(finding);
      String violation = String.valueOf(finding.violation());
      Seeds.report("| %s | %d | %s |".formatted(bug.getKey(), finding.seeds(), kind(violation)));
      if (finding.violation() == null) {
        missed.add(bug.getKey());
      }
    }

    // then
    assertThat(missed).isEmpty();
  }

  // Identities of executions say nothing in a table.
  private static String kind(String violation) {
    Matcher invariant = Pattern.compile("\\b[GI]\\d+(?=:)").matcher(violation);
    return invariant.find() ? invariant.group().strip() : violation;
  }
}
