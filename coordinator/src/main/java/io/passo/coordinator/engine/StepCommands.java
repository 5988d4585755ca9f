package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes step commands of scheduled tasks, for lanes and for tests of a single state. */
public final class StepCommands {
  private static final int ACCOUNT_FIELD = 4;

  private StepCommands() {}

  /**
   * The command of an attempt.
   *
   * @param partition engine partition of the execution
   * @param taskToken null if nobody may end the attempt from outside
   * @param resultKey what the worker signs its result with, as text
   */
  public static StepCommand of(
      ExecutionKey key,
      ExecutionStart start,
      ScheduleTask task,
      int partition,
      @Nullable String taskToken,
      String resultKey) {
    return new StepCommand(
        key,
        start.executionArn(),
        task.attempt(),
        task.frame().value(),
        task.visit(),
        partition,
        accountOf(start.executionArn()),
        start.stateMachineArn(),
        task.stateName(),
        task.resource().arn(),
        new Payload(task.parameters().written()),
        task.retryCount(),
        seconds(task.timeout()),
        seconds(task.heartbeat()),
        task.scheduledAt().toEpochMilli(),
        deadline(task),
        taskToken,
        task.credentialsRoleArn(),
        start.traceHeader(),
        resultKey);
  }

  /** Account of an ARN; empty if the text has too few fields. */
  public static String accountOf(String arn) {
    // Asked for each result and each command: no array of all fields.
    int begin = 0;
    for (int field = 0; field < ACCOUNT_FIELD; field++) {
      begin = arn.indexOf(':', begin) + 1;
      if (begin == 0) {
        return "";
      }
    }
    int end = arn.indexOf(':', begin);
    return end < 0 ? arn.substring(begin) : arn.substring(begin, end);
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
