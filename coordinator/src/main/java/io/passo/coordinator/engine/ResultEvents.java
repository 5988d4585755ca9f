package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.protocol.Reply;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Ask;
import io.passo.protocol.StepResult.Claim;
import io.passo.protocol.StepResult.Heartbeat;
import io.passo.protocol.StepResult.Report;
import io.passo.protocol.codec.StepResultCodec;
import java.time.Instant;
import java.util.Optional;

/**
 * What workers say, checked in the order of correctness.md §10, as events of executions. What fails
 * a check is dropped and counted.
 */
final class ResultEvents {
  private final EngineContext context;
  private final AttemptQuestions questions;
  private final HeartbeatMemory heartbeats;

  ResultEvents(EngineContext context, HeartbeatMemory heartbeats) {
    this.context = context;
    this.heartbeats = heartbeats;
    this.questions = new AttemptQuestions(context.metrics());
  }

  /**
   * Processes a result.
   *
   * @param message its record's value
   */
  void process(StepResult result, byte[] message, Batch batch) {
    StepResult.Header header = result.header();
    if (!isSigned(header, message)) {
      drop("mac");
      return;
    }
    Slot slot = batch.slot(header.key());
    Optional<ExecutionState> state = slot.running();
    if (state.isPresent() && !isOf(header, state.get())) {
      drop("tenant");
      return;
    }
    Optional<OpenAttempt> open = state.flatMap(running -> running.attempt(header.attempt()));
    switch (result) {
      case Ask ask -> AttemptQuestions.answer(ask, open, runner(slot, batch));
      case Claim claim -> questions.answer(claim, open, runner(slot, batch));
      case Report report -> report(report, slot, open, batch);
    }
  }

  private void report(Report result, Slot slot, Optional<OpenAttempt> open, Batch batch) {
    if (open.isEmpty()) {
      drop("closed");
    } else if (!StepReports.hasGoodOutput(result)) {
      drop("garbage");
    } else if (!(result instanceof Heartbeat)
        || heartbeats.beat(slot.key(), open.get(), batch.now())) {
      batch.decide(
          slot,
          slot.running().orElseThrow(),
          StepReports.event(result, batch.at(), batch.entropy()));
    }
  }

  private void drop(String reason) {
    context.metrics().dropped(reason);
  }

  private boolean isSigned(StepResult.Header header, byte[] message) {
    return StepResultCodec.isSignedBy(
        message, context.resultKeys().key(header.executionArn(), header.attempt(), header.pool()));
  }

  private static boolean isOf(StepResult.Header header, ExecutionState state) {
    return StepReports.isOf(header, state.start().map(ExecutionStart::executionArn).orElse(""));
  }

  private static AttemptQuestions.Runner runner(Slot slot, Batch batch) {
    return new AttemptQuestions.Runner() {
      @Override
      public Instant at() {
        return batch.at();
      }

      @Override
      public long entropy() {
        return batch.entropy();
      }

      @Override
      public void decide(Event event) {
        batch.decide(slot, slot.running().orElseThrow(), event);
      }

      @Override
      public void reply(String instanceId, Reply reply) {
        batch.reply(instanceId, reply);
      }
    };
  }
}
