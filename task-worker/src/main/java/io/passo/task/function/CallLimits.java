package io.passo.task.function;

import io.passo.task.runtime.UnusableFunctionException;

/**
 * How often a function may be called by one worker.
 *
 * @param concurrency calls at once
 * @param perSecond calls that begin in a second, one after the other in equal steps; 0 for any
 *     number
 */
record CallLimits(int concurrency, double perSecond) {
  static final CallLimits NONE = new CallLimits(Integer.MAX_VALUE, 0);

  /**
   * @param prefix what the keys begin with
   * @param concurrency calls at once if nothing is said
   */
  static CallLimits of(SettingValues values, String prefix, int concurrency)
      throws UnusableFunctionException {
    return new CallLimits(
        values.whole(prefix + "concurrency", 1, concurrency), values.rate(prefix + "rate"));
  }
}
