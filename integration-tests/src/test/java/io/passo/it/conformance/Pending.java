package io.passo.it.conformance;

import java.util.Optional;

/** Which later feature a case needs, told from what it says. */
final class Pending {
  private Pending() {}

  /** The feature; empty if nothing is missing. */
  static Optional<String> feature(ConformanceCase of) {
    return !of.isTestState() && (of.mentions("\"ItemReader\"") || of.mentions("\"ResultWriter\""))
        ? Optional.of("ItemReader and ResultWriter")
        : Optional.empty();
  }
}
