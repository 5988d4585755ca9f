package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.MapRunChild;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.LaneMessage.Parent;
import io.passo.protocol.LaneMessage.StartChild;
import io.passo.protocol.Payload;
import java.time.Instant;

/**
 * An execution that is to start: a caller of the API or a Map Run asks for it.
 *
 * @param named whether the caller chose the name
 * @param account account (tenant)
 * @param facts what is fixed when it starts
 */
record Starting(ExecutionKey key, boolean named, String account, ExecutionStart facts) {
  static Starting of(StartExecution start) {
    return new Starting(start.key(), start.named(), start.account(), StartFacts.of(start));
  }

  static Starting of(StartChild start) {
    Parent parent = start.parent();
    ExecutionStart facts =
        new ExecutionStart(
            start.executionArn(),
            start.name(),
            start.stateMachineArn(),
            start.stateMachineName(),
            start.roleArn(),
            start.definitionHash(),
            Json.of(start.input().utf8()),
            Instant.ofEpochMilli(start.startDate()),
            null,
            null,
            start.traceHeader());
    return new Starting(start.key(), false, start.account(), facts.asChildOf(childOf(parent)));
  }

  private static MapRunChild childOf(Parent parent) {
    return new MapRunChild(
        parent.mapRunArn(),
        parent.executionArn(),
        parent.mapState(),
        new FrameId(parent.frame()),
        parent.index(),
        parent.itemCount(),
        parent.tellsInput());
  }

  String executionArn() {
    return facts.executionArn();
  }

  /** Milliseconds since the epoch. */
  long startDate() {
    return facts.startDate().toEpochMilli();
  }

  /** Columns of the executions index. */
  Started started() {
    MapRunChild child = facts.childOf();
    return new Started(
        facts.stateMachineArn(),
        facts.name(),
        account,
        startDate(),
        new Payload(facts.input().written()),
        facts.definitionHash(),
        facts.roleArn(),
        facts.stateMachineVersionArn(),
        facts.stateMachineAliasArn(),
        facts.traceHeader(),
        child == null ? null : child.mapRunArn(),
        child == null ? null : child.itemCount(),
        null);
  }
}
