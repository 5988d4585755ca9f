package io.passo.protocol.codec;

import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Redrive;
import io.passo.protocol.JournalRecord.Started;
import java.io.IOException;

/** What one batch did to one execution, as part of a journal record. */
final class ExecutionChangeCodec {
  private ExecutionChangeCodec() {}

  static void write(BodyWriter out, ExecutionChange change) throws IOException {
    out.text("k", change.key().value())
        .text("x", change.executionArn())
        .list("f", change.frames(), ExecutionChangeCodec::writeFrame)
        .optionalObject("h", change.history(), ExecutionChangeCodec::writeHistory)
        .optionalObject("st", change.started(), ExecutionChangeCodec::writeStarted)
        .optionalObject("cl", change.closed(), ExecutionChangeCodec::writeClosed);
    if (!change.mapRuns().isEmpty()) {
      out.list("mr", change.mapRuns(), MapRunRecordCodec::write);
    }
  }

  static ExecutionChange read(BodyReader in) throws IOException, MalformedMessageException {
    return new ExecutionChange(
        in.key("k"),
        in.text("x"),
        in.list("f", ExecutionChangeCodec::readFrame),
        in.optionalObject("h", ExecutionChangeCodec::readHistory),
        in.optionalObject("st", ExecutionChangeCodec::readStarted),
        in.optionalObject("cl", ExecutionChangeCodec::readClosed),
        in.optionalList("mr", MapRunRecordCodec::read));
  }

  private static void writeFrame(BodyWriter out, FrameValue frame) throws IOException {
    out.text("i", frame.frameId()).optionalBytes("v", frame.value());
  }

  private static FrameValue readFrame(BodyReader in) throws IOException, MalformedMessageException {
    return new FrameValue(in.text("i"), in.optionalBytes("v"));
  }

  private static void writeHistory(BodyWriter out, HistoryChunk chunk) throws IOException {
    out.number("a", chunk.first()).number("z", chunk.last()).bytes("e", chunk.events());
  }

  private static HistoryChunk readHistory(BodyReader in)
      throws IOException, MalformedMessageException {
    return new HistoryChunk(in.number("a"), in.number("z"), in.bytes("e"));
  }

  private static void writeStarted(BodyWriter out, Started started) throws IOException {
    out.text("m", started.stateMachineArn())
        .text("n", started.name())
        .text("ac", started.account())
        .number("at", started.startDate())
        .payload("in", started.input())
        .text("d", started.definitionHash())
        .text("ro", started.roleArn())
        .optionalText("mv", started.stateMachineVersionArn())
        .optionalText("ma", started.stateMachineAliasArn())
        .optionalText("tr", started.traceHeader())
        .optionalText("mr", started.mapRunArn())
        .optionalInt("ic", started.itemCount())
        .optionalObject("rd", started.redrive(), ExecutionChangeCodec::writeRedrive);
  }

  private static Started readStarted(BodyReader in) throws IOException, MalformedMessageException {
    return new Started(
        in.text("m"),
        in.text("n"),
        in.text("ac"),
        in.number("at"),
        in.payload("in"),
        in.text("d"),
        in.text("ro"),
        in.optionalText("mv"),
        in.optionalText("ma"),
        in.optionalText("tr"),
        in.optionalText("mr"),
        in.optionalInt("ic"),
        in.optionalObject("rd", ExecutionChangeCodec::readRedrive));
  }

  private static void writeRedrive(BodyWriter out, Redrive redrive) throws IOException {
    out.number("n", redrive.count()).number("at", redrive.date()).payload("to", redrive.tokens());
  }

  private static Redrive readRedrive(BodyReader in) throws IOException, MalformedMessageException {
    return new Redrive(Math.toIntExact(in.number("n")), in.number("at"), in.payload("to"));
  }

  private static void writeClosed(BodyWriter out, Closed closed) throws IOException {
    out.text("s", closed.status())
        .number("at", closed.stopDate())
        .optionalPayload("o", closed.output())
        .optionalText("er", closed.error())
        .optionalText("ca", closed.cause());
  }

  private static Closed readClosed(BodyReader in) throws IOException, MalformedMessageException {
    return new Closed(
        in.text("s"),
        in.number("at"),
        in.optionalPayload("o"),
        in.optionalText("er"),
        in.optionalText("ca"));
  }
}
