package io.passo.it.chaos;

import static org.awaitility.Awaitility.await;

import io.passo.standalone.system.Service;
import io.passo.standalone.system.SystemOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wall clock of one of two coordinators is an hour off. */
@Tag("chaos")
@EnabledIfSystemProperty(named = "passo.chaos", matches = "full")
class ChaosClockIT {
  private static final int SECONDS = Integer.getInteger("passo.chaos.clock.seconds", 60);

  private static Path offset;
  private static Chaos chaos;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> library = library();
    if (library.isEmpty()) {
      FaultTable.skipped("clocks off by an hour", "libfaketime is not installed");
      Assumptions.abort("libfaketime is not installed");
    }
    offset = Files.createTempFile("passo-clock", ".txt");
    Files.writeString(offset, "+0");
    chaos =
        Chaos.start(
            "clock",
            new Setup() {
              @Override
              SystemOptions options(SystemOptions options) {
                return options.withEnvironmentOf(
                    "coordinator-1", environment(library.orElseThrow()));
              }
            });
    // It ends itself when its clock goes back.
    chaos.system().supervise();
  }

  private static Optional<Path> library() throws IOException {
    for (String folder : List.of("/usr/lib", "/usr/local/lib", "/usr/lib64")) {
      if (Files.isDirectory(Path.of(folder))) {
        try (Stream<Path> files =
            Files.find(Path.of(folder), 3, (file, any) -> file.endsWith("libfaketimeMT.so.1"))) {
          Optional<Path> found = files.findFirst();
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> environment(Path library) {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        offset.toString(),
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Else timed waits on the monotonic clock return at once, and every thread of the JVM
        // spins.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0",
        "FAKETIME_CACHE_DURATION",
        "1");
  }

  @AfterAll
  static void stop() throws IOException {
    if (chaos != null) {
      chaos.close();
      Files.delete(offset);
    }
  }

  @ParameterizedTest
  @CsvSource({"ahead,+1h", "behind,-1h"})
  void shouldOnlyShiftTimers(String way, String jump)
      throws InterruptedException, SQLException, IOException {
    try (Trial trial = chaos.trial("clock of one coordinator an hour " + way).underLoad()) {
      long begin = trial.strike();
      Files.writeString(offset, jump);
      TimeUnit.SECONDS.sleep(SECONDS);
      Files.writeString(offset, "+0");
      long end = System.currentTimeMillis();
      chaos.excuses().add(begin, end);
      TimeUnit.SECONDS.sleep(5);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> chaos.services().stream().allMatch(Service::isReady));
      double asked = trial.asked(begin, end);
      trial.finish(
          () ->
              new Figure(
                  "%.0f %% of the load ended, longest stall %.1f s"
                      .formatted(
                          100 * trial.ended(begin, end) / asked,
                          Figure.percentile(trial.stalls(SECONDS * 1_000L).all(), 100)),
                  "-",
                  null));
    }
  }
}
