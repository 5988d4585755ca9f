package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.protocol.Reply;
import io.passo.protocol.StepResult.Ask;
import io.passo.protocol.StepResult.Claim;
import io.passo.protocol.StepResult.Question;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers workers that ask whether an attempt is open, or claim it (correctness.md §10). The answer
 * is part of the commit that read the question, so every result that lay before the question has
 * been taken into account.
 */
public final class AttemptQuestions {
  private static final String WORKER_LOST = "Passo.WorkerCrashed";
  private static final String LOST_CAUSE =
      "The worker that had claimed the step was lost, and the step must not run twice.";

  private final EngineMetrics metrics;

  public AttemptQuestions(EngineMetrics metrics) {
    this.metrics = metrics;
  }

  /** Who runs the execution that a question is about. */
  public interface Runner {
    Instant at();

    long entropy();

    void decide(Event event);

    void reply(String instanceId, Reply reply);
  }

  /** Answers whether an attempt is open and nobody has submitted its callback or job yet. */
  public static void answer(Ask ask, Optional<OpenAttempt> open, Runner runner) {
    boolean wanted = open.filter(attempt -> !attempt.isSubmitted()).isPresent();
    reply(ask.question(), wanted, runner);
  }

  /** Grants or refuses a claim; one that shows that the holder is lost fails the attempt. */
  public void answer(Claim claim, Optional<OpenAttempt> open, Runner runner) {
    boolean granted = open.isPresent() && grant(claim, open.get(), runner);
    reply(claim.question(), granted, runner);
  }

  private boolean grant(Claim claim, OpenAttempt open, Runner runner) {
    StepClaim wanted = StepClaim.of(claim);
    String held = open.waiting().claim();
    if (held == null) {
      runner.decide(new Event.TaskClaimed(runner.at(), runner.entropy(), open.id(), wanted.text()));
      return true;
    }
    StepClaim holder = StepClaim.parse(held);
    if (holder.isLostTo(wanted)) {
      metrics.dropped("worker-lost");
      runner.decide(lost(open.id(), runner));
    }
    return holder.requestId().equals(wanted.requestId());
  }

  private static Event lost(long attempt, Runner runner) {
    return new Event.TaskFailed(
        runner.at(), runner.entropy(), attempt, Event.FailureKind.FAILED, WORKER_LOST, LOST_CAUSE);
  }

  private static void reply(Question question, boolean open, Runner runner) {
    String id = question.requestId();
    runner.reply(
        question.instanceId(), open ? new Reply.AttemptOpen(id) : new Reply.TaskClosed(id));
  }
}
