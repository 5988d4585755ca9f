package io.passo.coordinator.history;

import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * An execution as the API describes it. Times are milliseconds since the epoch.
 *
 * @param input null in lists
 * @param stopDate null while it runs
 * @param output only of a succeeded execution, null in lists
 * @param mapRunArn Map Run that started it, if one did
 * @param itemCount items that the Map Run gave it
 * @param redriveDate null if it was never redriven
 */
public record ExecutionRecord(
    String executionArn,
    String stateMachineArn,
    String name,
    ExecutionStatus status,
    long startDate,
    @Nullable Long stopDate,
    @Nullable Payload input,
    @Nullable Payload output,
    @Nullable String error,
    @Nullable String cause,
    String definitionHash,
    String roleArn,
    @Nullable String stateMachineVersionArn,
    @Nullable String stateMachineAliasArn,
    @Nullable String traceHeader,
    @Nullable String mapRunArn,
    @Nullable Integer itemCount,
    int redriveCount,
    @Nullable Long redriveDate) {
  /** An execution that no Map Run started and that was not redriven. */
  public ExecutionRecord(
      String executionArn,
      String stateMachineArn,
      String name,
      ExecutionStatus status,
      long startDate,
      @Nullable Long stopDate,
      @Nullable Payload input,
      @Nullable Payload output,
      @Nullable String error,
      @Nullable String cause,
      String definitionHash,
      String roleArn,
      @Nullable String stateMachineVersionArn,
      @Nullable String stateMachineAliasArn,
      @Nullable String traceHeader) {
    this(
        executionArn,
        stateMachineArn,
        name,
        status,
        startDate,
        stopDate,
        input,
        output,
        error,
        cause,
        definitionHash,
        roleArn,
        stateMachineVersionArn,
        stateMachineAliasArn,
        traceHeader,
        null,
        null,
        0,
        null);
  }
}
