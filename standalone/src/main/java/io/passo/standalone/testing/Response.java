package io.passo.standalone.testing;

import io.passo.asl.data.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a mocked call comes to.
 *
 * @param outcome what is answered
 * @param times calls it is for; {@link #ALWAYS} = all that come
 * @param when what the input of the call must contain; null = anything
 * @param delay how long the call takes
 * @param heartbeat how often a heartbeat is sent meanwhile; null = never
 * @param submitted what the call that submits a job or asks for a callback answers
 */
record Response(
    Outcome outcome,
    int times,
    @Nullable Json when,
    Duration delay,
    @Nullable Duration heartbeat,
    Json submitted) {
  /** As often as it is asked for. */
  static final int ALWAYS = Integer.MAX_VALUE;

  /** A response at once, for one call. */
  static Response once(Outcome outcome, int times) {
    return new Response(outcome, times, null, Duration.ZERO, null, Json.EMPTY_OBJECT);
  }

  /** What is answered. */
  sealed interface Outcome {
    /** The result of the Task. */
    record Returned(Json result) implements Outcome {}

    /** What a function gives back that {@code lambda:invoke} calls. */
    record Payload(Json payload) implements Outcome {}

    /** An error. */
    record Thrown(String error, @Nullable String cause) implements Outcome {}

    /** Nothing, ever. */
    record Silence() implements Outcome {}

    /** A nested execution is run, with mocks of its own. */
    record Execution(Definition definition, Mocks mocks) implements Outcome {}
  }
}
