package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import java.time.Instant;

/**
 * Where a flow of control stands.
 *
 * @param id its frame: the root, a branch or an iteration
 * @param state name of the state it is in, or enters next
 * @param visit id of the Entered event of that state; 0 before it is entered
 * @param enteredAt when it was entered; the epoch before
 * @param input raw input of the state
 * @param lastEvent last event on this path: what the next one names as {@code previousEventId}
 * @param retries retries of this visit
 */
public record Flow(
    FrameId id,
    String state,
    long visit,
    Instant enteredAt,
    Json input,
    long lastEvent,
    RetryCounts retries) {

  /** A flow that enters {@code state} next. */
  public static Flow before(FrameId id, String state, Json input, long lastEvent) {
    return new Flow(id, state, 0, Instant.EPOCH, input, lastEvent, RetryCounts.NONE);
  }

  /** The same flow in its state, which it has entered by event {@code visit}. */
  public Flow entered(long visit, Instant enteredAt) {
    return new Flow(id, state, visit, enteredAt, input, visit, retries);
  }

  /** The same flow on its way to another state. */
  public Flow to(String next, Json output, long lastEvent) {
    return before(id, next, output, lastEvent);
  }

  /** The same place after another event. */
  public Flow after(long event) {
    return new Flow(id, state, visit, enteredAt, input, event, retries);
  }

  /** The same place with one retry more. */
  public Flow retrying(RetryCounts counts) {
    return new Flow(id, state, visit, enteredAt, input, lastEvent, counts);
  }

  /** Whether this is the root flow. */
  public boolean isRoot() {
    return id.equals(FrameId.ROOT);
  }
}
