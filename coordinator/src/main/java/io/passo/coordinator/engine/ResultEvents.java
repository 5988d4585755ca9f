package io.passo.coordinator.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.protocol.Payload;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Ask;
import io.passo.protocol.StepResult.Claim;
import io.passo.protocol.StepResult.Failed;
import io.passo.protocol.StepResult.Heartbeat;
import io.passo.protocol.StepResult.Report;
import io.passo.protocol.StepResult.Submitted;
import io.passo.protocol.StepResult.Succeeded;
import io.passo.protocol.codec.StepResultCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What workers say, checked in the order of correctness.md §10, as events of executions. What fails
 * a check is dropped and counted.
 */
final class ResultEvents {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LARGEST_OUTPUT = 8 << 20;

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
      case Ask ask -> AttemptQuestions.answer(ask, open, batch);
      case Claim claim -> questions.answer(claim, slot, open, batch);
      case Report report -> report(report, slot, open, batch);
    }
  }

  private void report(Report result, Slot slot, Optional<OpenAttempt> open, Batch batch) {
    if (open.isEmpty()) {
      drop("closed");
    } else if (!hasGoodOutput(result)) {
      drop("garbage");
    } else if (!(result instanceof Heartbeat)
        || heartbeats.beat(slot.key(), open.get(), batch.now())) {
      batch.decide(slot, slot.running().orElseThrow(), event(result, batch));
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
    String arn = state.start().map(ExecutionStart::executionArn).orElse("");
    return arn.equals(header.executionArn())
        && StepCommands.accountOf(arn).equals(header.account());
  }

  private static boolean hasGoodOutput(Report result) {
    return switch (result) {
      case Succeeded succeeded -> isJson(succeeded.output());
      case Submitted submitted -> isJson(submitted.output());
      case Failed failed -> true;
      case Heartbeat heartbeat -> true;
    };
  }

  /**
   * One JSON value, checked by streaming: the tree is built only where an expression looks into it.
   */
  private static boolean isJson(Payload payload) {
    if (payload.utf8().length > LARGEST_OUTPUT) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(payload.utf8())) {
      JsonToken first = parser.nextToken();
      parser.skipChildren();
      return first != null && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static Event event(Report result, Batch batch) {
    long attempt = result.header().attempt();
    Instant startedAt = startedAt(result.header(), batch);
    return switch (result) {
      case Succeeded succeeded ->
          new Event.TaskSucceeded(
              batch.at(), batch.entropy(), attempt, Json.of(succeeded.output().utf8()), startedAt);
      case Submitted submitted ->
          new Event.TaskSubmitted(
              batch.at(), batch.entropy(), attempt, Json.of(submitted.output().utf8()), startedAt);
      case Failed failed ->
          new Event.TaskFailed(
              batch.at(),
              batch.entropy(),
              attempt,
              Event.FailureKind.valueOf(failed.kind().name()),
              failed.error(),
              failed.cause(),
              startedAt);
      case Heartbeat heartbeat -> new Event.TaskHeartbeat(batch.at(), batch.entropy(), attempt);
    };
  }

  // A worker's clock may be ahead: history must not run backwards.
  private static Instant startedAt(StepResult.Header header, Batch batch) {
    return Instant.ofEpochMilli(Math.min(header.startedAt(), batch.now()));
  }
}
