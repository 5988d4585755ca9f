package io.passo.asl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Random texts, and what is checked of all of them: no exception, and an end in time. Each target
 * prints a line with what it was given.
 */
final class Fuzzing {
  private static final Duration BUDGET =
      Duration.ofMillis(Long.getLong("passo.fuzz.millis", 1_000L));
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Fuzzing() {}

  /**
   * Gives generated texts to {@code check} until the time is over.
   *
   * @param target what reads the texts, for the summary
   * @param longest processor time that one text may take
   */
  static void run(
      String target, Duration longest, Function<Random, String> generate, Consumer<String> check) {
    long begun = System.nanoTime();
    long inputs = 0;
    long slowest = 0;
    int findings = 1;
    try {
      for (; System.nanoTime() - begun < BUDGET.toNanos(); inputs++) {
        slowest = Math.max(slowest, take(inputs, longest, generate, check));
      }
      findings = 0;
    } finally {
      System.out.printf(
          "fuzz: target=%s inputs=%d seconds=%d slowest_ms=%d findings=%d%n",
          target,
          inputs,
          Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
          Duration.ofNanos(slowest).toMillis(),
          findings);
    }
  }

  /** Checks the text of a seed; gives the processor time it took, in nanoseconds. */
  private static long take(
      long seed, Duration longest, Function<Random, String> generate, Consumer<String> check) {
    String text = generate.apply(new Random(seed));
    long begun = THREADS.getCurrentThreadCpuTime();
    try {
      check.accept(text);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("Seed " + seed + ": " + text, e);
    }
    long taken = THREADS.getCurrentThreadCpuTime() - begun;
    assertThat(Duration.ofNanos(taken)).as("seed %d: %s", seed, text).isLessThan(longest);
    return taken;
  }

  /** Up to {@code most} of the tokens, in any order. */
  static String soup(String[] tokens, int most, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i >= 0; i--) {
      text.append(tokens[random.nextInt(tokens.length)]);
    }
    return text.toString();
  }

  /** A text with some places replaced. */
  static String mutated(String original, String[] tokens, Random random) {
    StringBuilder text = new StringBuilder(original);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(8));
      text.replace(from, to, random.nextBoolean() ? "" : tokens[random.nextInt(tokens.length)]);
    }
    return text.toString();
  }
}
