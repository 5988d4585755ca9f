package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.protocol.ControlMessage.ActivityTaskAvailable;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.protocol.Topics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes step commands of one engine partition. */
final class Commands {
  private static final int ACCOUNT_FIELD = 4;

  private final EngineContext context;
  private final int partition;

  Commands(EngineContext context, int partition) {
    this.context = context;
    this.partition = partition;
  }

  /** The command of an attempt, and where it goes. */
  Command command(Slot slot, ExecutionState state, ScheduleTask task) {
    ExecutionStart start = startOf(state);
    String pool = context.functions().poolOf(task.resource(), task.parameters());
    StepPartition to =
        new StepPartition(pool, Topics.stepPartition(partition, context.partitions()));
    return new Command(to, command(slot, start, task, pool));
  }

  private StepCommand command(Slot slot, ExecutionStart start, ScheduleTask task, String pool) {
    return new StepCommand(
        slot.key(),
        start.executionArn(),
        task.attempt(),
        task.frame().value(),
        task.visit(),
        partition,
        accountOf(start.executionArn()),
        start.stateMachineArn(),
        task.stateName(),
        task.resource().arn(),
        new Payload(task.parameters().utf8()),
        task.retryCount(),
        seconds(task.timeout()),
        seconds(task.heartbeat()),
        task.scheduledAt().toEpochMilli(),
        deadline(task),
        task.taskToken(),
        task.credentialsRoleArn() == null ? start.roleArn() : task.credentialsRoleArn(),
        start.traceHeader(),
        context.resultKeys().text(start.executionArn(), task.attempt(), pool));
  }

  /** What tells pollers of an activity that there is work. */
  ActivityTaskAvailable available(Slot slot, String activityArn, ScheduleTask task) {
    return new ActivityTaskAvailable(
        activityArn,
        slot.key(),
        partition,
        task.attempt(),
        accountOf(activityArn),
        task.scheduledAt().toEpochMilli());
  }

  /** Account of an ARN. */
  static String accountOf(String arn) {
    String[] fields = arn.split(":", ACCOUNT_FIELD + 2);
    return fields.length > ACCOUNT_FIELD ? fields[ACCOUNT_FIELD] : "";
  }

  private static ExecutionStart startOf(ExecutionState state) {
    return state
        .start()
        .orElseThrow(() -> new IllegalStateException("Expected an execution that has started"));
  }

  private static @Nullable Integer seconds(@Nullable Duration duration) {
    return duration == null
        ? null
        : Math.toIntExact(Math.min(Integer.MAX_VALUE, duration.toSeconds()));
  }

  private static @Nullable Long deadline(ScheduleTask task) {
    return task.timeout() == null ? null : task.scheduledAt().plus(task.timeout()).toEpochMilli();
  }
}
