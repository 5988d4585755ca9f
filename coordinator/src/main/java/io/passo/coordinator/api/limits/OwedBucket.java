package io.passo.coordinator.api.limits;

import io.passo.asl.interpreter.Pace;
import io.passo.coordinator.state.TokenDebts;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * This coordinator's view of a bucket that all coordinators share and that may owe tokens
 * (docs/adr/0032): used tokens are told afterwards, the answer says how much all others have used.
 * Nobody waits for it. Where it does not come, the coordinator goes on with what it has used
 * itself.
 */
final class OwedBucket {
  private static final Logger LOG = Logger.getLogger(OwedBucket.class);

  // What is told at least at a time: a hundredth of a second's tokens.
  private static final int TOLD_PER_SECOND = 100;

  private final String name;
  private final Rate rate;
  private final TokenDebts debts;
  private final LongSupplier nanoTime;
  private final long nanosPerToken;
  private long fullAt;
  private int untold;
  private boolean isAsked;

  /**
   * @param name of the shared bucket
   * @param nanoTime clock of this coordinator
   */
  OwedBucket(String name, Rate rate, TokenDebts debts, LongSupplier nanoTime) {
    this.name = name;
    this.rate = rate;
    this.debts = debts;
    this.nanoTime = nanoTime;
    this.nanosPerToken = TimeUnit.SECONDS.toNanos(1) / rate.perSecond();
    this.fullAt = nanoTime.getAsLong();
  }

  /** How many tokens there are, and when there will be more; {@code now} is the present moment. */
  synchronized Pace pace(Instant now) {
    long behind = Math.max(0, fullAt - nanoTime.getAsLong());
    long owed = (behind + nanosPerToken - 1) / nanosPerToken;
    int free = (int) Math.max(0, rate.size() - owed);
    long next = behind + (free + 1L - rate.size()) * nanosPerToken;
    return new Pace(free, now.plusNanos(Math.max(0, next)), Duration.ofNanos(nanosPerToken));
  }

  /** Notes tokens that were used, or, below 0, are given back. */
  void charge(int tokens) {
    int told;
    synchronized (this) {
      long now = nanoTime.getAsLong();
      fullAt = now + Math.max(0, Math.max(0, fullAt - now) + tokens * nanosPerToken);
      untold += tokens;
      told = toTell();
    }
    tell(told);
  }

  private int toTell() {
    if (isAsked || Math.abs(untold) < Math.max(1, rate.perSecond() / TOLD_PER_SECOND)) {
      return 0;
    }
    isAsked = true;
    int told = untold;
    untold = 0;
    return told;
  }

  private void tell(int tokens) {
    if (tokens != 0) {
      debts
          .charge(name, rate.perSecond(), tokens)
          .subscribe()
          .with(this::answered, this::unanswered);
    }
  }

  private void answered(long behindMicros) {
    int told;
    synchronized (this) {
      isAsked = false;
      long behind = TimeUnit.MICROSECONDS.toNanos(behindMicros) + untold * nanosPerToken;
      fullAt = nanoTime.getAsLong() + Math.max(0, behind);
      told = toTell();
    }
    tell(told);
  }

  private void unanswered(Throwable failure) {
    LOG.debugf(failure, "Transitions not shared at the moment: bucket=%s", name);
    synchronized (this) {
      isAsked = false;
    }
  }
}
