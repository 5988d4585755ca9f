package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryCodec;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.Redriven;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Redrive;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts of an execution that has ended, as PostgreSQL keeps them, in the words of the interpreter.
 */
final class PastFacts {
  private PastFacts() {}

  static @Nullable Redriven redriven(@Nullable Redrive redrive) {
    return redrive == null
        ? null
        : Redriven.of(
            redrive.count(),
            Instant.ofEpochMilli(redrive.date()),
            Json.of(redrive.tokens().utf8()));
  }

  static List<HistoryEvent> events(HistoryCodec codec, List<HistoryChunk> chunks) {
    List<HistoryEvent> events = new ArrayList<>();
    chunks.forEach(chunk -> events.addAll(codec.decode(chunk.events())));
    return events;
  }

  /** Whether these are all events of an execution that has ended without success. */
  static boolean isWhole(List<HistoryEvent> history) {
    if (history.isEmpty() || history.getLast().id() != history.size()) {
      return false;
    }
    EventType last = history.getLast().type();
    return last == EventType.EXECUTION_FAILED
        || last == EventType.EXECUTION_TIMED_OUT
        || last == EventType.EXECUTION_ABORTED;
  }

  /** Of an execution that no Map Run started. */
  static ExecutionStart start(String executionArn, Started started, Redriven redriven) {
    String machine = started.stateMachineArn();
    return new ExecutionStart(
        executionArn,
        started.name(),
        machine,
        machine.substring(machine.lastIndexOf(':') + 1),
        started.roleArn(),
        started.definitionHash(),
        Json.of(started.input().utf8()),
        Instant.ofEpochMilli(started.startDate()),
        started.stateMachineVersionArn(),
        started.stateMachineAliasArn(),
        started.traceHeader(),
        null,
        redriven);
  }

  static Started with(Started started, Redriven redriven) {
    return started.with(
        new Redrive(
            redriven.count(),
            redriven.date().toEpochMilli(),
            new Payload(redriven.tokensAsJson().utf8())));
  }
}
