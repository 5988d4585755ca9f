package io.passo.it.chaos;

import java.util.ArrayList;
import java.util.List;

/** What a check has found. */
final class Verdict {
  private static final int SHOWN = 20;

  private final List<String> violations = new ArrayList<>();
  private long excused;

  void require(boolean holds, String violation) {
    if (!holds) {
      violations.add(violation);
    }
  }

  void addAll(List<String> found) {
    violations.addAll(found);
  }

  void excuse() {
    excused++;
  }

  /** Broken invariants. */
  List<String> violations() {
    return violations;
  }

  /** The first of them. */
  List<String> shown() {
    return violations.subList(0, Math.min(SHOWN, violations.size()));
  }

  /** Attempts that ran more than once for a reason that is allowed (I5). */
  long excused() {
    return excused;
  }
}
