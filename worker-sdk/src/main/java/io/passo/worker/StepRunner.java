package io.passo.worker;

import io.passo.protocol.Job;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.codec.StepResultCodec;
import io.passo.protocol.mac.MacKey;
import io.passo.worker.WorkerListener.Dropped;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Runs steps and makes their results durable. */
final class StepRunner {
  private static final System.Logger LOG = System.getLogger(StepRunner.class.getName());

  // Limits of a history event (history.md §1).
  private static final int LONGEST_ERROR = 256;
  private static final int LONGEST_CAUSE = 32_768;

  private static final String EXECUTION = "executionArn";
  private static final String ATTEMPT = "attempt";

  private final String pool;
  private final String worker;
  private final StepHandler handler;
  private final ResultLog results;
  private final JobLog jobs;
  private final WorkerListener listener;
  private final InstantSource clock;

  StepRunner(
      WorkerConfig config,
      StepHandler handler,
      ResultLog results,
      JobLog jobs,
      WorkerListener listener,
      InstantSource clock) {
    this.pool = config.pool();
    this.worker = config.name();
    this.handler = handler;
    this.results = results;
    this.jobs = jobs;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Runs a step until its result is durable; nothing is reported if it is cancelled before it ends.
   *
   * @throws InterruptedException if the worker stops before the result is durable
   */
  void run(OpenStep open, int deliveryCount) throws InterruptedException {
    open.runsHere();
    if (!open.isRunning()) {
      listener.dropped(Dropped.CANCELLED);
      return;
    }
    StepCommand command = open.command();
    long startedAt = clock.millis();
    long began = System.nanoTime();
    listener.started(command);
    StepOutcome outcome = limited(command, handle(new Step(command, deliveryCount)));
    if (!open.end()) {
      listener.dropped(Dropped.CANCELLED);
      abandon(command, outcome);
      return;
    }
    // A job that is noted but not reported is followed all the same; one that is reported but not
    // noted would be waited for in vain.
    if (outcome instanceof StepOutcome.JobStarted started) {
      jobs.put(job(command, started));
    }
    report(command, startedAt, outcome);
    listener.finished(command, outcome, Duration.ofNanos(System.nanoTime() - began));
  }

  private Job job(StepCommand command, StepOutcome.JobStarted started) {
    return new Job(command, pool, started.handle(), clock.millis());
  }

  @SuppressWarnings("InterruptedExceptionSwallowed") // the interrupt is what cancelled the step
  private void abandon(StepCommand command, StepOutcome outcome) {
    if (command.mayStop()
        && outcome instanceof StepOutcome.JobStarted started
        && handler instanceof JobHandler owner) {
      boolean interrupted = Thread.interrupted();
      try {
        owner.cancel(job(command, started));
      } catch (Exception e) {
        LOG.log(Level.WARNING, "Job not cancelled: attempt=" + command.attemptId(), e);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** Reports an outcome without running anything. */
  void report(StepCommand command, long startedAt, StepOutcome outcome)
      throws InterruptedException {
    results.append(command, sign(command, result(header(command, startedAt), outcome)));
  }

  /** Whether the step must never run twice. */
  boolean isAtMostOnce(StepCommand command) {
    return handler.isAtMostOnce(command);
  }

  /** How many steps wait and use nothing. */
  int parked() {
    return handler.parked();
  }

  /** Asks the engine about a delivery. */
  void ask(OpenQuestions.Pending waiting) {
    StepCommand command = waiting.command();
    Delivery delivery = waiting.delivery();
    StepResult.Header header = header(command, clock.millis());
    StepResult question =
        waiting.claims()
            ? new StepResult.Claim(
                header, waiting.question(), delivery.id().text(), delivery.deliveryCount())
            : new StepResult.Ask(header, waiting.question());
    results.tryAppend(command, sign(command, question));
  }

  /** Says that a step still runs. */
  void heartbeat(StepCommand command) {
    results.tryAppend(
        command, sign(command, new StepResult.Heartbeat(header(command, clock.millis()))));
  }

  @SuppressWarnings(
      "InterruptedExceptionSwallowed") // an interrupted handler was cancelled: nobody waits for its
  // outcome
  private StepOutcome handle(Step step) {
    // What the handler logs tells which execution it was for.
    MDC.put(EXECUTION, step.command().executionArn());
    MDC.put(ATTEMPT, Long.toString(step.command().attempt()));
    try {
      return handler.handle(step);
    } catch (Exception | LinkageError | StackOverflowError e) {
      return StepOutcome.failed("States.TaskFailed", e.toString());
    } finally {
      MDC.remove(EXECUTION);
      MDC.remove(ATTEMPT);
    }
  }

  /** The outcome, or that it is too large to be one. */
  StepOutcome limited(StepCommand command, StepOutcome outcome) {
    boolean exceeded =
        switch (outcome) {
          case StepOutcome.Succeeded(Payload output) -> ResultSize.isExceeded(output.utf8().length);
          case StepOutcome.Submitted(Payload output) -> ResultSize.isExceeded(output.utf8().length);
          case StepOutcome.JobStarted(Payload output, Payload handle) ->
              ResultSize.isExceeded(output.utf8().length);
          case StepOutcome.Failed failed -> false;
        };
    return exceeded ? ResultSize.exceeded(command.resource()) : outcome;
  }

  private static StepResult result(StepResult.Header header, StepOutcome outcome) {
    return switch (outcome) {
      case StepOutcome.Succeeded(Payload output) -> new StepResult.Succeeded(header, output);
      case StepOutcome.Failed failed ->
          new StepResult.Failed(
              header,
              failed.kind(),
              shortened(failed.error(), LONGEST_ERROR),
              shortened(failed.cause(), LONGEST_CAUSE));
      case StepOutcome.Submitted(Payload output) -> new StepResult.Submitted(header, output);
      case StepOutcome.JobStarted(Payload output, Payload handle) ->
          new StepResult.Submitted(header, output);
    };
  }

  private static @Nullable String shortened(@Nullable String text, int longest) {
    if (text == null || text.length() <= longest) {
      return text;
    }
    boolean inside = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, inside ? longest - 1 : longest);
  }

  private StepResult.Header header(StepCommand command, long startedAt) {
    return new StepResult.Header(
        command.key(),
        command.executionArn(),
        command.attempt(),
        command.account(),
        pool,
        worker,
        startedAt);
  }

  private static byte[] sign(StepCommand command, StepResult result) {
    return StepResultCodec.encode(result, MacKey.ofBase64(command.resultKey()));
  }
}
