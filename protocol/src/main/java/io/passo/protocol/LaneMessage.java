package io.passo.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What one lane tells another one, in {@code passo.requests[partition]}. Part of a commit, repeated
 * until acknowledged; the receiver dedupes by state, so a message may come late, twice, or again
 * after a takeover.
 */
public sealed interface LaneMessage {
  /** The execution it is for. */
  ExecutionKey key();

  /**
   * Start a child execution of a Map Run. Its name is generated, so it is new unless it is open or
   * closed.
   *
   * @param startDate start time in milliseconds since the epoch
   * @param parent what it is a child of
   * @param redriveDate milliseconds since the epoch when its Map Run was redriven: it has ended
   *     without success and goes on from there, with the input it has; null = it starts
   */
  record StartChild(
      ExecutionKey key,
      String executionArn,
      String name,
      String account,
      String stateMachineArn,
      String stateMachineName,
      String definitionHash,
      String roleArn,
      Payload input,
      long startDate,
      @Nullable String traceHeader,
      Parent parent,
      @Nullable Long redriveDate)
      implements LaneMessage {}

  /**
   * The Map Run that a child execution belongs to.
   *
   * @param mapState name of the Map state
   * @param frame frame of the Map Run in the parent
   * @param index number of the child
   * @param itemCount items it was given
   * @param tellsInput whether it tells its input when it succeeds, too
   */
  record Parent(
      String mapRunArn,
      String executionArn,
      String mapState,
      String frame,
      int index,
      int itemCount,
      boolean tellsInput) {}

  /** Stop a child execution: its Map Run has ended before it. */
  record StopChild(ExecutionKey key, String executionArn) implements LaneMessage {}

  /**
   * A child execution has ended.
   *
   * @param key the parent
   * @param frame frame of the Map Run in the parent
   * @param index number of the child
   * @param itemCount items it was given
   * @param status status as the API names it
   * @param startDate milliseconds since the epoch
   * @param stopDate milliseconds since the epoch
   * @param input of a child that did not succeed, or was to tell it
   * @param output only of a child that succeeded
   * @param redriveDate when it was redriven before that, in milliseconds since the epoch
   */
  record ChildFinished(
      ExecutionKey key,
      String frame,
      int index,
      int itemCount,
      String status,
      long startDate,
      long stopDate,
      @Nullable Payload input,
      @Nullable Payload output,
      @Nullable String error,
      @Nullable String cause,
      @Nullable Long redriveDate)
      implements LaneMessage {}
}
