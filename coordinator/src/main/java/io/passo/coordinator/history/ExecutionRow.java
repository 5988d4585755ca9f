package io.passo.coordinator.history;

import org.jspecify.annotations.Nullable;

/** Columns of an execution that a list shows. */
record ExecutionRow(
    String executionArn,
    String stateMachineArn,
    String name,
    short status,
    long startDate,
    @Nullable Long stopDate,
    String definitionHash,
    String roleArn,
    @Nullable String stateMachineVersionArn,
    @Nullable String stateMachineAliasArn,
    @Nullable String mapRunArn,
    @Nullable Integer itemCount,
    int redriveCount,
    @Nullable Long redriveDate) {

  ExecutionRecord toRecord() {
    return new ExecutionRecord(
        executionArn,
        stateMachineArn,
        name,
        StatusCode.status(status),
        startDate,
        stopDate,
        null,
        null,
        null,
        null,
        definitionHash,
        roleArn,
        stateMachineVersionArn,
        stateMachineAliasArn,
        null,
        mapRunArn,
        itemCount,
        redriveCount,
        redriveDate);
  }
}
