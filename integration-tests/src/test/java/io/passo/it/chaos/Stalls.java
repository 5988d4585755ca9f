package io.passo.it.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long executions stood still around faults, in milliseconds. Those with a command that was
 * committed, not sent, and sent again by the next owner are kept apart: it waits five seconds
 * before it looks for them (correctness.md §7), so that §18 has a goal of their own for them.
 */
final class Stalls {
  private final List<Long> others = new ArrayList<>();
  private final List<Long> sentAgain = new ArrayList<>();
  private String worst = "";
  private long longest = -1;

  void add(String executionArn, long millis, boolean again) {
    (again ? sentAgain : others).add(millis);
    if (millis > longest) {
      longest = millis;
      worst = executionArn;
    }
  }

  void add(Stalls more) {
    others.addAll(more.others);
    sentAgain.addAll(more.sentAgain);
  }

  /** Of all executions. */
  List<Long> all() {
    return Stream.concat(others.stream(), sentAgain.stream()).toList();
  }

  /**
   * The 99th percentiles, of those with a command that was sent again only if there are any.
   *
   * @param limit seconds that executions without such a command should not stand still for longer
   * @param againLimit the same of those with one
   */
  Figure p99(String what, double limit, double againLimit) {
    Figure figure = Figure.percentile(what, others, 99, limit);
    return sentAgain.isEmpty()
        ? figure
        : figure.and(
            Figure.percentile(sentAgain.size() + " re-dispatched", sentAgain, 99, againLimit));
  }

  @Override
  public String toString() {
    return "%d executions, %d of them with a command sent again, longest stall %d ms: %s"
        .formatted(others.size() + sentAgain.size(), sentAgain.size(), longest, worst);
  }
}
