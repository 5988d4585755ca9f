package io.passo.coordinator.engine;

import io.passo.coordinator.engine.Simulation.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Runs many seeds, one on each processor, and adds up what came of them. */
final class Seeds {
  private static final Path REPORT = Path.of("target", "simulation.txt");
  private static final int SHOWN = 20;

  private final Map<String, Long> faults = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private long runs;
  private long millis;

  /** Runs seeds from {@code first} on. */
  static Seeds run(long first, long count) throws InterruptedException {
    Seeds seeds = new Seeds();
    AtomicLong next = new AtomicLong(first);
    long begin = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (long seed = next.getAndIncrement();
                        seed < first + count;
                        seed = next.getAndIncrement()) {
                      seeds.add(Simulation.run(seed));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    seeds.millis = (System.nanoTime() - begin) / 1_000_000;
    return seeds;
  }

  /** Runs one seed. */
  static Outcome outcome(long seed) throws InterruptedException {
    AtomicReference<Outcome> outcome = new AtomicReference<>();
    Thread.ofVirtual().start(() -> outcome.set(Simulation.run(seed))).join();
    return outcome.get();
  }

  private synchronized void add(Outcome outcome) {
    runs++;
    outcome.faults().forEach((name, count) -> faults.merge(name, (long) count, Long::sum));
    outcome.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
    if (!outcome.violations().isEmpty()) {
      violations.add("seed " + outcome.seed() + ": " + outcome.violations());
    }
  }

  /** Broken promises by seed, at most 20. */
  List<String> violations() {
    return violations.size() <= SHOWN ? violations : violations.subList(0, SHOWN);
  }

  /** One line: seeds, faults, violations. */
  String summary() {
    long all = faults.values().stream().mapToLong(Long::longValue).sum();
    return "simulation: seeds=%d executions=%d attempts=%d transitions=%d faults=%d violations=%d seconds=%d%n  faults %s%n  counted %s"
        .formatted(
            runs,
            counts.getOrDefault("executions", 0L),
            counts.getOrDefault("attempts", 0L),
            counts.getOrDefault("transitions", 0L),
            all,
            violations.size(),
            millis / 1_000,
            faults,
            counts);
  }

  /** The line that a build shows: seeds, faults, violations. */
  String headline() {
    return summary().lines().findFirst().orElseThrow();
  }

  /** Shows a line in the output of the build. */
  static void show(String line) {
    System.out.println(line);
  }

  /** Adds a line to {@code target/simulation.txt}. */
  static void report(String line) {
    try {
      Files.createDirectories(REPORT.getParent());
      Files.writeString(REPORT, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
