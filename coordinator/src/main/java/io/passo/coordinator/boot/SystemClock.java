package io.passo.coordinator.boot;

import io.passo.coordinator.engine.EngineClock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The host's clocks. When the wall clock jumps, time goes on as it was until somebody says that the
 * new time is right: a partition that once was an hour ahead stays there for an hour.
 */
final class SystemClock implements EngineClock {
  /** A larger difference to what is expected is a jump. */
  static final long JUMP_MILLIS = 2_000;

  private static final long BACK_MILLIS = 3_000;

  private final LongSupplier host;
  private final LongSupplier nanos;
  private volatile long origin;
  private long ahead;

  SystemClock() {
    this(System::currentTimeMillis, System::nanoTime);
  }

  /**
   * @param host wall clock of the host, milliseconds since the epoch
   * @param nanos its monotonic clock
   */
  SystemClock(LongSupplier host, LongSupplier nanos) {
    this.host = host;
    this.nanos = nanos;
    this.ahead = aheadMillis();
    believe();
  }

  @Override
  public long wallMillis() {
    long steady = steadyMillis();
    long said = host.getAsLong();
    return Math.abs(said - steady) > JUMP_MILLIS ? steady : said;
  }

  @Override
  public long hostMillis() {
    return host.getAsLong();
  }

  @Override
  public long nanoTime() {
    return nanos.getAsLong();
  }

  @Override
  public void sleep(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  /** Whether the host's clock has jumped since it was last believed. */
  boolean hasJumped() {
    return Math.abs(host.getAsLong() - steadyMillis()) > JUMP_MILLIS;
  }

  /**
   * Whether the host's clock has gone back since this was last asked, by so much that those who
   * wait by it would wait for long: also from a time that was never believed. One thread.
   */
  boolean hasGoneBack() {
    long last = ahead;
    ahead = aheadMillis();
    return ahead < last - BACK_MILLIS;
  }

  /** The host's clock is right as it is now. */
  void believe() {
    origin = aheadMillis();
  }

  /** Of the monotonic clock. */
  private long aheadMillis() {
    return host.getAsLong() - nanos.getAsLong() / 1_000_000;
  }

  private long steadyMillis() {
    return origin + nanos.getAsLong() / 1_000_000;
  }
}
