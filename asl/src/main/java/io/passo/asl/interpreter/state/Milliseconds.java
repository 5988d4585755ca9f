package io.passo.asl.interpreter.state;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as frames keep them. */
final class Milliseconds {
  private Milliseconds() {}

  /** The first whole millisecond that is not before the moment: a timer must not be early. */
  static Instant roundUp(Instant moment) {
    Instant floor = moment.truncatedTo(ChronoUnit.MILLIS);
    return floor.equals(moment) ? moment : floor.plusMillis(1);
  }
}
