package io.passo.worker;

import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult.Question;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that wait for the engine to say whether they may run (correctness.md §10). A question
 * without an answer is asked again, under the same id, as long as the delivery is locked. Used by
 * one thread.
 */
final class OpenQuestions {
  /** How long an answer is waited for before the question is asked again, in nanoseconds. */
  static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final String instanceId;
  private final Map<String, Pending> pending = new HashMap<>();
  private long next = Long.MAX_VALUE;

  /**
   * A delivery that waits.
   *
   * @param claims whether it must be the only one that ever runs
   */
  record Pending(Delivery delivery, StepCommand command, Question question, boolean claims) {}

  /**
   * @param instanceId name that answers are addressed to
   */
  OpenQuestions(String instanceId) {
    this.instanceId = instanceId;
  }

  /** A new question about a delivery, to be asked now. */
  Pending add(Delivery delivery, StepCommand command, boolean claims, long nanos) {
    Question question = new Question(UUID.randomUUID().toString(), instanceId);
    Pending waiting = new Pending(delivery, command, question, claims);
    if (pending.isEmpty()) {
      next = nanos + AGAIN_NANOS;
    }
    pending.put(question.requestId(), waiting);
    return waiting;
  }

  /** Takes the question that was answered; null if nobody waits for it any more. */
  @Nullable Pending answered(String requestId) {
    return pending.remove(requestId);
  }

  /** Forgets what was asked about deliveries that belong to this worker no more. */
  void keepOnly(Set<Delivery.Id> locked) {
    pending.values().removeIf(waiting -> !locked.contains(waiting.delivery().id()));
  }

  /**
   * Asks what has no answer yet again, if it is time to.
   *
   * @param dropped whether nobody wants the answer any more: who was asked may be gone for good
   */
  void askAgain(long nanos, Predicate<Pending> dropped, Consumer<Pending> ask) {
    if (!pending.isEmpty() && nanos >= next) {
      next = nanos + AGAIN_NANOS;
      pending.values().removeIf(dropped);
      pending.values().forEach(ask);
    }
  }
}
