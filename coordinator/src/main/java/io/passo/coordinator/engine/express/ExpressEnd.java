package io.passo.coordinator.engine.express;

import io.passo.asl.interpreter.Effect.FinishExecution;
import io.passo.asl.interpreter.ExecutionStart;

/**
 * How an execution ended.
 *
 * @param start what it started with
 * @param end status, output, error and cause
 * @param billing what the service would bill
 */
public record ExpressEnd(ExecutionStart start, FinishExecution end, Billing billing) {

  static ExpressEnd of(ExecutionStart start, FinishExecution end, long mostBytes) {
    long millis = end.stopDate().toEpochMilli() - start.startDate().toEpochMilli();
    return new ExpressEnd(start, end, Billing.of(millis, mostBytes));
  }

  /**
   * Duration and memory as they are billed (operations.md §9).
   *
   * @param milliseconds rounded up to 100
   * @param megabytes rounded up to 64
   */
  public record Billing(long milliseconds, long megabytes) {
    private static final long MILLIS_STEP = 100;
    private static final long MEGABYTES_STEP = 64;
    private static final long MEGABYTE = 1L << 20;
    // What an execution takes before it holds any payload.
    private static final long BASE_BYTES = 50 * MEGABYTE;

    /**
     * @param millis from the start to the end
     * @param mostBytes most bytes of payloads that it held at a time
     */
    static Billing of(long millis, long mostBytes) {
      return new Billing(
          roundUp(Math.max(1, millis), MILLIS_STEP),
          roundUp(Math.ceilDiv(BASE_BYTES + mostBytes, MEGABYTE), MEGABYTES_STEP));
    }

    private static long roundUp(long value, long step) {
      return Math.ceilDiv(value, step) * step;
    }
  }
}
