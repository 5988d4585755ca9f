package io.passo.it.conformance;

import java.util.Optional;

/** Which later feature a case needs, told from what it says. */
final class Pending {
  private Pending() {}

  /** The feature; empty if nothing is missing. */
  static Optional<String> feature(ConformanceCase of) {
    return of.mentions("\"DISTRIBUTED\"") && !of.isTestState()
        ? Optional.of("Distributed Map")
        : Optional.empty();
  }
}
