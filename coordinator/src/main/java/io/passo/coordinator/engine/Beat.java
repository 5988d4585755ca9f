package io.passo.coordinator.engine;

/** Moments that all who do something at intervals share, so that they wake a host once for all. */
final class Beat {
  private Beat() {}

  /**
   * The next multiple of an interval.
   *
   * @param now a time of any clock
   * @param each the interval, in the same unit
   */
  static long after(long now, long each) {
    return (Math.floorDiv(now, each) + 1) * each;
  }
}
