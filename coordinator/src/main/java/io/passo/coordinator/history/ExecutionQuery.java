package io.passo.coordinator.history;

import io.passo.asl.interpreter.ExecutionStatus;
import org.jspecify.annotations.Nullable;

/**
 * A page of the executions of a state machine, newest first.
 *
 * @param stateMachineArn unqualified ARN of the state machine
 * @param status only executions with this status, null for all
 * @param after the last execution of the page before, null for the first page
 * @param limit at most this many executions
 */
public record ExecutionQuery(
    String stateMachineArn, @Nullable ExecutionStatus status, @Nullable Cursor after, int limit) {
  public ExecutionQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("Expected a limit >= 1 but was " + limit);
    }
  }

  /** Where a page ended: start date in milliseconds and, among equal ones, the ARN. */
  public record Cursor(long startDate, String executionArn) {}
}
