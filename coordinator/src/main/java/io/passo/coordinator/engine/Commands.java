package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.asl.interpreter.Waiting.HeldCall;
import io.passo.protocol.ControlMessage.ActivityTaskAvailable;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.StepCommand;
import io.passo.protocol.Topics;

/** Makes step commands of one engine partition. */
final class Commands {
  private final EngineContext context;
  private final int partition;

  Commands(EngineContext context, int partition) {
    this.context = context;
    this.partition = partition;
  }

  /** The command of an attempt, and where it goes. */
  Command command(ExecutionKey key, ExecutionState state, ScheduleTask task) {
    ExecutionStart start = startOf(state);
    String pool =
        context
            .functions()
            .poolOf(
                task.resource(), task.parameters(), StepCommands.accountOf(start.executionArn()));
    StepPartition to =
        new StepPartition(pool, Topics.stepPartition(partition, context.partitions()));
    String resultKey = context.resultKeys().text(start.executionArn(), task.attempt(), pool);
    StepCommand command = StepCommands.of(key, start, task, partition, task.taskToken(), resultKey);
    return new Command(to, mayStop(start, task) ? command : command.withoutStop());
  }

  private boolean mayStop(ExecutionStart start, ScheduleTask task) {
    return context
        .permissions()
        .mayStop(start, task.resource(), task.parameters(), task.credentialsRoleArn());
  }

  /** Where the call of an attempt that is held back stands in line. */
  Dispatches.Line line(String executionArn, OpenAttempt held) {
    HeldCall call = held.waiting().held();
    Json parameters = call == null ? Json.NULL : call.parameters();
    String account = StepCommands.accountOf(executionArn);
    return new Dispatches.Line(
        account, context.functions().poolOf(held.resource(), parameters, account));
  }

  /** What tells pollers of an activity that there is work. */
  ActivityTaskAvailable available(Slot slot, String activityArn, ScheduleTask task) {
    return new ActivityTaskAvailable(
        activityArn,
        slot.key(),
        partition,
        task.attempt(),
        StepCommands.accountOf(activityArn),
        task.scheduledAt().toEpochMilli());
  }

  private static ExecutionStart startOf(ExecutionState state) {
    return state
        .start()
        .orElseThrow(() -> new IllegalStateException("Expected an execution that has started"));
  }
}
