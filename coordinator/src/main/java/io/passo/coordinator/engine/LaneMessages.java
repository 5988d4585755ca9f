package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect.FinishExecution;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.MapRunChild;
import io.passo.asl.interpreter.Redriven;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Message;
import io.passo.protocol.LaneMessage;
import io.passo.protocol.LaneMessage.ChildFinished;
import io.passo.protocol.LaneMessage.Parent;
import io.passo.protocol.LaneMessage.StartChild;
import io.passo.protocol.LaneMessage.StopChild;
import io.passo.protocol.Partitions;
import io.passo.protocol.Payload;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.LaneMessageCodec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes what executions tell each other. */
final class LaneMessages {
  private final int partitions;

  /**
   * @param partitions engine partitions, P
   */
  LaneMessages(int partitions) {
    this.partitions = partitions;
  }

  Message start(ExecutionStart child) {
    MapRunChild of = Objects.requireNonNull(child.childOf(), "Expected a child of a Map Run");
    StartChild start =
        new StartChild(
            ExecutionKey.of(child.executionArn()),
            child.executionArn(),
            child.name(),
            StepCommands.accountOf(child.executionArn()),
            child.stateMachineArn(),
            child.stateMachineName(),
            child.definitionHash(),
            child.roleArn(),
            new Payload(child.input().written()),
            child.startDate().toEpochMilli(),
            child.traceHeader(),
            new Parent(
                of.mapRunArn(),
                of.parentArn(),
                of.mapState(),
                of.mapRun().value(),
                of.index(),
                of.itemCount(),
                of.tellsInput()),
            redriveDate(child));
    return message(child.executionArn(), start);
  }

  Message stop(String childArn) {
    return message(childArn, new StopChild(ExecutionKey.of(childArn), childArn));
  }

  /** What a child tells its parent when it ends. */
  Message finished(ExecutionStart child, MapRunChild of, FinishExecution end) {
    boolean succeeded = end.status() == ExecutionStatus.SUCCEEDED;
    ChildFinished finished =
        new ChildFinished(
            ExecutionKey.of(of.parentArn()),
            of.mapRun().value(),
            of.index(),
            of.itemCount(),
            end.status().name(),
            child.startDate().toEpochMilli(),
            end.stopDate().toEpochMilli(),
            succeeded && !of.tellsInput() ? null : payload(child.input()),
            succeeded ? payload(end.output()) : null,
            end.error(),
            end.cause(),
            redriveDate(child));
    return message(of.parentArn(), finished);
  }

  private static @Nullable Long redriveDate(ExecutionStart child) {
    Redriven redriven = child.redriven();
    return redriven == null ? null : redriven.date().toEpochMilli();
  }

  private static @Nullable Payload payload(@Nullable Json json) {
    return json == null ? null : new Payload(json.written());
  }

  private Message message(String executionArn, LaneMessage message) {
    return new Message(
        Topics.REQUESTS,
        Partitions.of(executionArn, partitions),
        message.key().value(),
        LaneMessageCodec.encode(message));
  }
}
