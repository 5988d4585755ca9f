package io.passo.asl.interpreter;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many states a decision may enter now, and when flows that would enter more may do so. They
 * wait for it by a timer of their own, {@link TimerKind#CONTINUE}.
 *
 * @param states that may be entered at once, 0 or more
 * @param then when the next one may; null if there is no limit but that of one decision
 * @param each time between any two after that
 */
public record Pace(int states, @Nullable Instant then, Duration each) {
  /** No limit but that of one decision. */
  public static final Pace FREE = new Pace(Integer.MAX_VALUE, null, Duration.ZERO);

  public Pace {
    if (states < 0 || each.isNegative()) {
      throw new IllegalArgumentException(
          "Expected states >= 0 and a time >= 0 but was " + states + ", " + each);
    }
  }

  /**
   * When the {@code index}-th state of a decision may be entered, counted from 0.
   *
   * @param now when the decision is made
   */
  public Instant dueOf(int index, Instant now) {
    if (then == null || index < states) {
      return now;
    }
    Instant due = then.plus(each.multipliedBy(index - (long) states));
    return due.isBefore(now) ? now : due;
  }
}
