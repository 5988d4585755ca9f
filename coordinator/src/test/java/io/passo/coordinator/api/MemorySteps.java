package io.passo.coordinator.api;

import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.coordinator.engine.DirectSteps;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import io.passo.protocol.StepResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pool whose functions return their input; one named {@code fail} fails, {@code hang} hangs. */
final class MemorySteps implements DirectSteps {
  final List<ScheduleTask> called = new ArrayList<>();
  @Nullable Duration limit;

  @Override
  public Optional<StepResult> call(ExecutionStart start, ScheduleTask task, Duration most) {
    called.add(task);
    limit = most;
    String function = task.resource().arn().substring(task.resource().arn().lastIndexOf(':') + 1);
    StepResult.Header header =
        new StepResult.Header(
            ExecutionKey.of(start.executionArn()),
            start.executionArn(),
            task.attempt(),
            Service.ACCOUNT,
            "functions",
            "worker",
            0);
    return switch (function) {
      case "hang" -> Optional.empty();
      case "fail" ->
          Optional.of(
              new StepResult.Failed(header, StepResult.Kind.FAILED, "Broken", "It is broken."));
      default ->
          Optional.of(
              new StepResult.Succeeded(
                  header, new Payload(task.parameters().text().getBytes(StandardCharsets.UTF_8))));
    };
  }
}
