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
    @Nullable String traceHeader) {}
