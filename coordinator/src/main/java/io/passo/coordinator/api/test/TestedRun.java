package io.passo.coordinator.api.test;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.teststate.InvalidTestException;
import io.passo.asl.teststate.StateTest;
import io.passo.asl.teststate.StateTest.Turn;
import io.passo.asl.teststate.TestResult;
import io.passo.coordinator.engine.DirectSteps;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/** Does what a test waits for: calls and waits, five minutes in all at most. */
final class TestedRun {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final StateTest test;
  private final DirectSteps steps;
  private final InstantSource clock;

  TestedRun(StateTest test, DirectSteps steps, InstantSource clock) {
    this.test = test;
    this.steps = steps;
    this.clock = clock;
  }

  TestResult toEnd() throws InvalidTestException {
    return after(test.begin());
  }

  private TestResult after(Turn turn) {
    return switch (turn) {
      case Turn.Done(TestResult result) -> result;
      case Turn.Calls(ScheduleTask task) -> call(task);
      case Turn.Waits(Instant due) -> await(due);
    };
  }

  private TestResult call(ScheduleTask task) {
    Duration timeout = Objects.requireNonNullElse(task.timeout(), LONGEST);
    boolean own = timeout.compareTo(LONGEST) < 0;
    Optional<StepResult> result = steps.call(test.start(), task, own ? timeout : LONGEST);
    return switch (result.orElse(null)) {
      case null ->
          own ? after(test.failed(clock.instant(), "States.Timeout", null)) : test.timedOut();
      case StepResult.Succeeded succeeded ->
          after(test.succeeded(clock.instant(), Json.of(succeeded.output().utf8())));
      case StepResult.Failed failed ->
          after(test.failed(clock.instant(), failed.error(), failed.cause()));
      case StepResult other ->
          throw new IllegalStateException("Expected an end but found " + other);
    };
  }

  private TestResult await(Instant due) {
    Duration wait = Duration.between(clock.instant(), due);
    boolean tooLong = wait.compareTo(LONGEST) > 0;
    try {
      Thread.sleep(tooLong ? LONGEST : wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("The coordinator stops", e);
    }
    return tooLong ? test.timedOut() : after(test.waited(due));
  }
}
