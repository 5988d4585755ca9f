package io.passo.asl.data;

/**
 * Everything random in one decision, from the seed its event carries: the same seed gives the same
 * numbers in the same order on every machine (SplitMix64). Not for secrets, not shared by threads.
 */
public final class Entropy {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public Entropy(long seed) {
    this.state = seed;
  }

  /** Sixty-four random bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** A number from 0 (inclusive) to 1 (exclusive). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /**
   * A number from {@code start} (inclusive) to {@code end} (exclusive).
   *
   * @throws IllegalArgumentException if the range is empty or has more than 2^53 numbers
   */
  public long between(long start, long end) {
    long width = end - start;
    if (end <= start || width <= 0 || width > 1L << 53) {
      throw new IllegalArgumentException("Expected start < end but was " + start + ", " + end);
    }
    return start + (long) (nextDouble() * width);
  }
}
