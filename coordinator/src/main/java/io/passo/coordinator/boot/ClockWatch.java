package io.passo.coordinator.boot;

import io.passo.coordinator.journal.VitalThreads;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Compares the host's clock with those of Redis and PostgreSQL (correctness.md §12). Who is off by
 * more than 60 s against both owns no partition: its timers would fire early or late, and what it
 * writes would keep its partitions at its time.
 *
 * <p>Kafka's clients wait by the wall clock. If that goes back they send no heartbeat until it is
 * where it was, so then the process ends, and whatever supervises it starts another one.
 */
@Singleton
final class ClockWatch {
  static final long WARN_MILLIS = 2_000;
  static final long MOST_MILLIS = 60_000;

  private static final Logger LOG = Logger.getLogger(ClockWatch.class);
  private static final long LOOK_SECONDS = 5;

  private final SystemClock clock;
  private final RedisDependency redis;
  private final PostgresDependency postgres;
  private final Engine engine;
  private Verdict verdict = Verdict.RIGHT;
  private final Rounds rounds = new Rounds("watch-clock", this::round);

  /** What a clock is good for. */
  enum Verdict {
    /** As the others, or nobody knows better. */
    RIGHT,
    /** Off by seconds. */
    OFF,
    /** Off by more than can be borne. */
    WRONG
  }

  ClockWatch(SystemClock clock, RedisDependency redis, PostgresDependency postgres, Engine engine) {
    this.clock = clock;
    this.redis = redis;
    this.postgres = postgres;
    this.engine = engine;
  }

  /** Watches from now on; the first look is over when this returns. */
  void start() throws InterruptedException {
    look();
    rounds.start();
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.stop();
  }

  private void round() throws InterruptedException {
    for (int i = 0; i < LOOK_SECONDS; i++) {
      TimeUnit.SECONDS.sleep(1);
      endIfGoneBack();
      if (clock.hasJumped()) {
        break;
      }
    }
    look();
  }

  private void endIfGoneBack() {
    if (clock.hasGoneBack()) {
      LOG.fatal("CLOCK: it went back, and Kafka's clients wait by it: the process ends");
      Runtime.getRuntime().halt(VitalThreads.EXIT_STATUS);
    }
  }

  private void look() throws InterruptedException {
    OptionalLong off = against(offset(redis::clock), offset(postgres::clock));
    if (off.isEmpty()) {
      return;
    }
    Verdict now = judge(off.getAsLong());
    if (now != Verdict.WRONG) {
      clock.believe();
    }
    if (now != verdict) {
      tell(now, off.getAsLong());
      if (now == Verdict.WRONG || verdict == Verdict.WRONG) {
        engine.takePart(now != Verdict.WRONG);
      }
      verdict = now;
    }
  }

  private static void tell(Verdict now, long off) {
    switch (now) {
      case RIGHT -> LOG.infof("The clock is right: offMs=%d", off);
      case OFF -> LOG.warnf("The clock is off: offMs=%d expected=at most %d", off, WARN_MILLIS);
      case WRONG -> LOG.errorf("CLOCK: off by %d ms, no partition is owned until it is right", off);
    }
  }

  /** How far the host's clock is ahead of another one; empty if that does not answer. */
  private OptionalLong offset(Callable<Long> other) throws InterruptedException {
    long before = clock.hostMillis();
    long nanos = clock.nanoTime();
    try {
      long there = other.call();
      return OptionalLong.of(before + (clock.nanoTime() - nanos) / 2_000_000 - there);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.debugf(e, "A clock is not known");
      return OptionalLong.empty();
    }
  }

  /**
   * How far a clock is off that two others are compared with: as far as it is from the nearer one,
   * and not at all if it lies between them. Empty if one is not known: two clocks do not tell which
   * of them is wrong.
   */
  static OptionalLong against(OptionalLong one, OptionalLong two) {
    if (one.isEmpty() || two.isEmpty()) {
      return OptionalLong.empty();
    }
    long a = one.getAsLong();
    long b = two.getAsLong();
    if (Long.signum(a) != Long.signum(b)) {
      return OptionalLong.of(0);
    }
    return OptionalLong.of(Math.abs(a) < Math.abs(b) ? a : b);
  }

  static Verdict judge(long offMillis) {
    long off = Math.abs(offMillis);
    return off > MOST_MILLIS ? Verdict.WRONG : off > WARN_MILLIS ? Verdict.OFF : Verdict.RIGHT;
  }
}
