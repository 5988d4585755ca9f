package io.passo.coordinator.engine.express;

import io.passo.asl.data.ErrorName;
import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.coordinator.engine.StepCommands;
import io.passo.coordinator.engine.StepQueue.RejectedException;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Partitions;
import io.passo.protocol.StepCommand;
import io.passo.protocol.Topics;
import java.util.function.Consumer;

/** Gives the tasks of one execution to workers, with this instance's name on them. */
final class StepSender {
  private final ExpressPorts ports;
  private final ExecutionStart start;
  private final ExecutionKey key;
  private final int partition;

  /** Why a task could not be handed out. */
  record Failure(String error, String cause) {}

  StepSender(ExpressPorts ports, ExecutionStart start, ExecutionKey key) {
    this.ports = ports;
    this.start = start;
    this.key = key;
    this.partition = Partitions.of(start.executionArn(), ports.partitions());
  }

  /**
   * Sends the command of an attempt, once: one that was not acknowledged may have arrived, and then
   * its result finds the attempt closed.
   *
   * @param failed is told if it was not acknowledged
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  void send(ScheduleTask task, Consumer<Failure> failed) {
    String pool =
        ports
            .functions()
            .poolOf(
                task.resource(), task.parameters(), StepCommands.accountOf(start.executionArn()));
    StepPartition to = new StepPartition(pool, Topics.stepPartition(partition, ports.partitions()));
    ports
        .steps()
        .send(to, command(task, pool))
        .whenComplete(
            (offset, failure) -> {
              if (failure != null) {
                failed.accept(failure(pool, failure));
              }
            });
  }

  private StepCommand command(ScheduleTask task, String pool) {
    String resultKey = ports.resultKeys().text(start.executionArn(), task.attempt(), pool);
    return StepCommands.of(key, start, task, partition, null, resultKey)
        .repliedTo(ports.instanceId(), start.startDate().plus(ExpressRun.LONGEST).toEpochMilli());
  }

  private static Failure failure(String pool, Throwable reason) {
    String cause = "The step could not be handed to the workers of pool " + pool;
    return new Failure(
        reason instanceof RejectedException ? ErrorName.RUNTIME : ErrorName.TASK_FAILED, cause);
  }
}
