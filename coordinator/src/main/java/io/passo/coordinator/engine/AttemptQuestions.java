package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.protocol.Reply;
import io.passo.protocol.StepResult.Ask;
import io.passo.protocol.StepResult.Claim;
import io.passo.protocol.StepResult.Question;
import java.util.Optional;

/**
 * Answers workers that ask whether an attempt is open, or claim it (correctness.md §10). The answer
 * is part of the commit that read the question, so every result that lay before the question has
 * been taken into account.
 */
final class AttemptQuestions {
  private static final String WORKER_LOST = "Passo.WorkerCrashed";
  private static final String LOST_CAUSE =
      "The worker that had claimed the step was lost, and the step must not run twice.";

  private final EngineMetrics metrics;

  AttemptQuestions(EngineMetrics metrics) {
    this.metrics = metrics;
  }

  /** Answers whether an attempt is open and nobody has submitted its callback or job yet. */
  static void answer(Ask ask, Optional<OpenAttempt> open, Batch batch) {
    reply(ask.question(), open.filter(attempt -> !attempt.isSubmitted()).isPresent(), batch);
  }

  /** Grants or refuses a claim; one that shows that the holder is lost fails the attempt. */
  void answer(Claim claim, Slot slot, Optional<OpenAttempt> open, Batch batch) {
    boolean granted = open.isPresent() && grant(claim, slot, open.get(), batch);
    reply(claim.question(), granted, batch);
  }

  private boolean grant(Claim claim, Slot slot, OpenAttempt open, Batch batch) {
    StepClaim wanted = StepClaim.of(claim);
    String held = open.waiting().claim();
    if (held == null) {
      decide(
          slot,
          new Event.TaskClaimed(batch.at(), batch.entropy(), open.id(), wanted.text()),
          batch);
      return true;
    }
    StepClaim holder = StepClaim.parse(held);
    if (holder.isLostTo(wanted)) {
      metrics.dropped("worker-lost");
      decide(slot, lost(open.id(), batch), batch);
    }
    return holder.requestId().equals(wanted.requestId());
  }

  private static Event lost(long attempt, Batch batch) {
    return new Event.TaskFailed(
        batch.at(), batch.entropy(), attempt, Event.FailureKind.FAILED, WORKER_LOST, LOST_CAUSE);
  }

  private static void decide(Slot slot, Event event, Batch batch) {
    ExecutionState state = slot.running().orElseThrow();
    batch.decide(slot, state, event);
  }

  private static void reply(Question question, boolean open, Batch batch) {
    String id = question.requestId();
    batch.reply(question.instanceId(), open ? new Reply.AttemptOpen(id) : new Reply.TaskClosed(id));
  }
}
