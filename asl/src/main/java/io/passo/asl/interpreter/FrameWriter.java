package io.passo.asl.interpreter;

import com.fasterxml.jackson.core.JsonGenerator;
import io.passo.asl.data.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one frame; see {@link FrameReader} for the names of the fields. */
final class FrameWriter {
  private final JsonGenerator cbor;

  FrameWriter(JsonGenerator cbor) {
    this.cbor = cbor;
  }

  void write(Frame frame) throws IOException {
    cbor.writeStartObject();
    switch (frame) {
      case StartFrame start -> start(start);
      case CountersFrame(long nextEventId, long variableBytes) -> {
        cbor.writeStringField("t", "c");
        cbor.writeNumberField("n", nextEventId);
        if (variableBytes != 0) {
          cbor.writeNumberField("b", variableBytes);
        }
      }
      case FlowFrame flow -> flow(flow);
      case FanOutFrame fanOut -> fanOut(fanOut);
      case MapRunFrame run -> mapRun(run);
      case ResultsFrame results -> results(results);
      case ItemsFrame(FrameId id, Json items) -> {
        cbor.writeStringField("t", "i");
        cbor.writeStringField("id", id.value());
        json("in", items);
      }
      case VariableFrame(FrameId id, Json value) -> {
        cbor.writeStringField("t", "v");
        cbor.writeStringField("id", id.value());
        json("in", value);
      }
    }
    cbor.writeEndObject();
  }

  private void start(StartFrame frame) throws IOException {
    ExecutionStart start = frame.start();
    cbor.writeStringField("t", "s");
    cbor.writeStringField("arn", start.executionArn());
    cbor.writeStringField("name", start.name());
    cbor.writeStringField("sm", start.stateMachineArn());
    cbor.writeStringField("smName", start.stateMachineName());
    cbor.writeStringField("role", start.roleArn());
    cbor.writeStringField("def", start.definitionHash());
    json("in", start.input());
    instant("at", start.startDate());
    text("ver", start.stateMachineVersionArn());
    text("alias", start.stateMachineAliasArn());
    text("trace", start.traceHeader());
    if (start.redriven() != null) {
      cbor.writeNumberField("rdn", start.redriven().count());
      instant("rdAt", start.redriven().date());
      json("rdTok", start.redriven().tokensAsJson());
    }
    instant("due", frame.timeoutDue());
    MapRunChild child = start.childOf();
    if (child != null) {
      cbor.writeStringField("mr", child.mapRunArn());
      cbor.writeStringField("mrParent", child.parentArn());
      cbor.writeStringField("mrState", child.mapState());
      cbor.writeStringField("mrFrame", child.mapRun().value());
      cbor.writeNumberField("mrIndex", child.index());
      cbor.writeNumberField("mrItems", child.itemCount());
      flag("mrTell", child.tellsInput());
    }
  }

  private void flow(FlowFrame frame) throws IOException {
    Flow flow = frame.flow();
    cbor.writeStringField("t", "f");
    cbor.writeStringField("id", flow.id().value());
    cbor.writeStringField("st", flow.state());
    if (flow.visit() != 0) {
      cbor.writeNumberField("v", flow.visit());
      instant("at", flow.enteredAt());
    }
    json("in", flow.input());
    cbor.writeNumberField("l", flow.lastEvent());
    integers("r", flow.retries().perRetrier());
    waiting(frame.waiting());
  }

  private void waiting(Waiting waiting) throws IOException {
    switch (waiting) {
      case Waiting.ToContinue(long eventId, Instant due) -> {
        cbor.writeStringField("w", "c");
        cbor.writeNumberField("e", eventId);
        instant("due", due);
      }
      case Waiting.UntilDue(Instant due) -> {
        cbor.writeStringField("w", "w");
        instant("due", due);
      }
      case Waiting.ForRetry(long failedEvent, Instant due) -> {
        cbor.writeStringField("w", "r");
        cbor.writeNumberField("e", failedEvent);
        instant("due", due);
      }
      case Waiting.ForAttempt attempt -> attempt(attempt);
      case Waiting.ForChildren(long startedEvent) -> {
        cbor.writeStringField("w", "f");
        cbor.writeNumberField("e", startedEvent);
      }
    }
  }

  private void attempt(Waiting.ForAttempt attempt) throws IOException {
    cbor.writeStringField("w", "a");
    cbor.writeNumberField("e", attempt.attempt());
    cbor.writeNumberField("p", code(attempt.progress()));
    seconds("to", attempt.timeout());
    seconds("hb", attempt.heartbeat());
    instant("toDue", attempt.timeoutDue());
    instant("hbDue", attempt.heartbeatDue());
    if (attempt.activity() != null) {
      cbor.writeStringField("act", attempt.activity().arn());
      json("actIn", attempt.activity().input());
    }
    if (attempt.claim() != null) {
      cbor.writeStringField("cl", attempt.claim());
    }
    Waiting.HeldCall held = attempt.held();
    if (held != null) {
      json("hIn", held.parameters());
      text("hRole", held.roleArn());
      instant("hAt", held.scheduledAt());
    }
  }

  private static int code(Waiting.Progress progress) {
    return switch (progress) {
      case SCHEDULED -> 0;
      case STARTED -> 1;
      case SUBMITTED -> 2;
    };
  }

  private void fanOut(FanOutFrame frame) throws IOException {
    cbor.writeStringField("t", "o");
    cbor.writeStringField("id", frame.id().value());
    cbor.writeNumberField("m", frame.total());
    cbor.writeNumberField("n", frame.next());
    integers("r", frame.running());
    cbor.writeNumberField("b", frame.resultBytes());
  }

  private void mapRun(MapRunFrame frame) throws IOException {
    cbor.writeStringField("t", "m");
    cbor.writeStringField("id", frame.id().value());
    cbor.writeStringField("arn", frame.arn());
    if (frame.express()) {
      cbor.writeNumberField("x", 1);
    }
    instant("at", frame.startedAt());
    cbor.writeNumberField("mc", frame.limits().maxConcurrency());
    if (frame.limits().toleratedCount() != null) {
      cbor.writeNumberField("tc", frame.limits().toleratedCount());
    }
    if (frame.limits().toleratedPercentage() != null) {
      cbor.writeStringField("tp", frame.limits().toleratedPercentage().toString());
    }
    cbor.writeNumberField("m", frame.total());
    cbor.writeNumberField("i", frame.nextItem());
    cbor.writeNumberField("n", frame.next());
    integers("r", frame.running());
    integers("ic", counts(frame.items()));
    integers("xc", counts(frame.children()));
    cbor.writeNumberField("b", frame.resultBytes());
    instant("due", frame.goOn());
    reading(frame.reading());
    writing(frame.writing());
    redrive(frame.redrive());
    flag("bl", frame.isBacklogged());
  }

  private void redrive(@Nullable MapRunRedrive redrive) throws IOException {
    if (redrive == null) {
      return;
    }
    cbor.writeNumberField("qn", redrive.count());
    instant("qt", redrive.at());
    cbor.writeNumberField("qb", redrive.begunBefore());
    integers("qw", redrive.waiting());
    integers("qi", redrive.waitingItems());
  }

  private void reading(@Nullable MapRunReading reading) throws IOException {
    if (reading == null) {
      return;
    }
    cbor.writeNumberField("rn", reading.number());
    flag("ro", reading.isOpen());
    flag("re", reading.hasEnded());
    if (reading.cursor() != null) {
      json("rc", reading.cursor());
    }
    cbor.writeNumberField("rp", reading.firstPage());
    cbor.writeNumberField("ri", reading.firstItem());
    integers("rs", reading.pageSizes());
  }

  private void writing(@Nullable MapRunWriting writing) throws IOException {
    if (writing == null) {
      return;
    }
    cbor.writeNumberField("wn", writing.number());
    flag("wo", writing.isOpen());
    flag("wp", writing.isPublishing());
    cbor.writeNumberField("wf", writing.first());
    if (writing.upTo() != writing.first()) {
      cbor.writeNumberField("wu", writing.upTo());
    }
    cbor.writeNumberField("wx", writing.next());
    cbor.writeNumberField("wb", writing.bytes());
    text("we", writing.error());
    text("wc", writing.cause());
  }

  private void flag(String name, boolean isSet) throws IOException {
    if (isSet) {
      cbor.writeNumberField(name, 1);
    }
  }

  private static List<Integer> counts(MapRunCounts counts) {
    return List.of(counts.succeeded(), counts.failed(), counts.timedOut(), counts.aborted());
  }

  private void results(ResultsFrame frame) throws IOException {
    cbor.writeStringField("t", "k");
    cbor.writeStringField("id", frame.id().value());
    cbor.writeArrayFieldStart("k");
    for (Json result : frame.results()) {
      cbor.writeBinary(result.written());
    }
    cbor.writeEndArray();
  }

  private void text(String name, @Nullable String value) throws IOException {
    if (value != null) {
      cbor.writeStringField(name, value);
    }
  }

  private void json(String name, Json value) throws IOException {
    cbor.writeBinaryField(name, value.written());
  }

  private void instant(String name, @Nullable Instant value) throws IOException {
    if (value != null) {
      cbor.writeNumberField(name, value.toEpochMilli());
    }
  }

  private void seconds(String name, @Nullable Duration value) throws IOException {
    if (value != null) {
      cbor.writeNumberField(name, value.toSeconds());
    }
  }

  private void integers(String name, List<Integer> values) throws IOException {
    if (values.isEmpty()) {
      return;
    }
    cbor.writeArrayFieldStart(name);
    for (int value : values) {
      cbor.writeNumber(value);
    }
    cbor.writeEndArray();
  }
}
