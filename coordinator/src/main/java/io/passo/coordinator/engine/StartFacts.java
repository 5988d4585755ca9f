package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.protocol.EngineRequest.StartExecution;
import java.time.Instant;

/** What is fixed when an execution starts, from the request that starts it. */
public final class StartFacts {
  private StartFacts() {}

  /** As the request says. */
  static ExecutionStart of(StartExecution start) {
    return of(start, Instant.ofEpochMilli(start.startDate()));
  }

  /** The same with another start date. */
  public static ExecutionStart of(StartExecution start, Instant startDate) {
    return new ExecutionStart(
        start.executionArn(),
        start.name(),
        start.stateMachineArn(),
        start.stateMachineName(),
        start.roleArn(),
        start.definitionHash(),
        Json.of(start.input().utf8()),
        startDate,
        start.stateMachineVersionArn(),
        start.stateMachineAliasArn(),
        start.traceHeader());
  }
}
