package io.passo.it.chaos;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, beside what is wanted. Goals are printed and never asserted: hosts differ.
 *
 * @param met null if there is no goal
 */
record Figure(String text, String goal, @Nullable Boolean met) {
  /** Seconds that should not be exceeded. */
  static Figure atMost(String what, double seconds, double limit) {
    return new Figure(
        String.format(Locale.ROOT, "%s %.1f s", what, seconds),
        String.format(Locale.ROOT, "<= %.0f s", limit),
        seconds <= limit);
  }

  /** The percentile of samples, in milliseconds, that should not be exceeded. */
  static Figure percentile(String what, List<Long> millis, int percent, double limit) {
    return atMost(what + " p" + percent, percentile(millis, percent), limit);
  }

  /** A ratio that should not be exceeded. */
  static Figure ratioAtMost(String what, double ratio, double limit) {
    return new Figure(
        String.format(Locale.ROOT, "%s %.2fx", what, ratio),
        String.format(Locale.ROOT, "<= %.1fx", limit),
        ratio <= limit);
  }

  /** A share that should be reached. */
  static Figure atLeast(String what, double share, double least) {
    return new Figure(
        String.format(Locale.ROOT, "%s %.0f %%", what, 100 * share),
        String.format(Locale.ROOT, ">= %.0f %%", 100 * least),
        share >= least);
  }

  /** The percentile of samples, in seconds. */
  static double percentile(List<Long> millis, int percent) {
    List<Long> sorted = millis.stream().sorted().toList();
    int index = Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    return sorted.isEmpty() ? 0 : sorted.get(index) / 1_000.0;
  }

  /** Another one beside it, both with a goal: met if both are. */
  Figure and(Figure other) {
    boolean both = Boolean.TRUE.equals(met) && Boolean.TRUE.equals(other.met);
    return new Figure(text + ", " + other.text, goal + ", " + other.goal, both);
  }

  /** More about it. */
  Figure and(String more) {
    return new Figure(text + ", " + more, goal, met);
  }
}
