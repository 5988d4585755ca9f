package io.passo.asl.model;

import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.path.JsonPath;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Waits (asl.md §6.4).
 *
 * @param info name, place
 * @param flow data flow
 * @param until how long
 * @param assign {@code Assign}
 * @param transition where it leads
 */
public record WaitState(
    StateInfo info, DataFlow flow, Until until, @Nullable Assign assign, Transition transition)
    implements State, Continuing {

  /** Exactly one of the four forms, or a JSONata expression. */
  public sealed interface Until {
    /** {@code Seconds}: 0..99,999,999 from entering the state. */
    record Seconds(long seconds) implements Until {}

    /** {@code SecondsPath} on the effective input. */
    record SecondsPath(JsonPath path) implements Until {}

    /**
     * {@code Timestamp}.
     *
     * @param instant the moment
     * @param text as written
     */
    record Timestamp(Instant instant, String text) implements Until {}

    /** {@code TimestampPath} on the effective input. */
    record TimestampPath(JsonPath path) implements Until {}

    /** {@code Seconds} of a JSONata state. */
    record SecondsFromJsonata(JsonataExpression expression) implements Until {}

    /** {@code Timestamp} of a JSONata state. */
    record TimestampFromJsonata(JsonataExpression expression) implements Until {}
  }
}
