package io.passo.asl.interpreter;

/**
 * Limits of the language that an installation may raise.
 *
 * @param payloadBytes length of inputs, parameters, results and outputs in bytes
 * @param historyEvents events of one history, the last one included
 */
public record LanguageLimits(int payloadBytes, long historyEvents) {
  /** AWS's numbers. */
  public static final LanguageLimits STRICT = new LanguageLimits(262_144, 25_000);

  public LanguageLimits {
    if (payloadBytes < 1 || historyEvents < 2) {
      throw new IllegalArgumentException(
          "Expected positive limits but found " + payloadBytes + " and " + historyEvents);
    }
  }

  /** The same for Express executions, whose histories have no limit (asl.md §8). */
  public LanguageLimits forExpress() {
    return new LanguageLimits(payloadBytes, Long.MAX_VALUE);
  }
}
