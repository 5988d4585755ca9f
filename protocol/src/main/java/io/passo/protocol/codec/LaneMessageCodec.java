package io.passo.protocol.codec;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.LaneMessage;
import io.passo.protocol.LaneMessage.ChildFinished;
import io.passo.protocol.LaneMessage.Parent;
import io.passo.protocol.LaneMessage.StartChild;
import io.passo.protocol.LaneMessage.StopChild;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Messages between lanes in {@code passo.requests}. */
public final class LaneMessageCodec {
  private LaneMessageCodec() {}

  /** Whether a record of {@code passo.requests} is a message of a lane; false for anything else. */
  public static boolean isMessage(byte @Nullable [] record) {
    try {
      return Envelope.check(record) == Kind.LANE_MESSAGE;
    } catch (MalformedMessageException e) {
      return false;
    }
  }

  /** The record's value. */
  public static byte[] encode(LaneMessage message) {
    return BodyWriter.message(Kind.LANE_MESSAGE, message, LaneMessageCodec::write);
  }

  /**
   * Reads a record's value.
   *
   * @throws MalformedMessageException if it is no message of a lane
   */
  public static LaneMessage decode(byte @Nullable [] message) throws MalformedMessageException {
    return BodyReader.message(message, Kind.LANE_MESSAGE, LaneMessageCodec::read);
  }

  private static void write(BodyWriter out, LaneMessage message) throws IOException {
    switch (message) {
      case StartChild start -> writeStart(out.text("t", "start"), start);
      case StopChild stop ->
          out.text("t", "stop").text("k", stop.key().value()).text("x", stop.executionArn());
      case ChildFinished finished -> writeFinished(out.text("t", "done"), finished);
    }
  }

  private static LaneMessage read(BodyReader in) throws IOException, MalformedMessageException {
    String type = in.text("t");
    ExecutionKey key = in.key("k");
    return switch (type) {
      case "start" -> readStart(in, key);
      case "stop" -> new StopChild(key, in.text("x"));
      case "done" -> readFinished(in, key);
      default -> throw in.unknown("t", type);
    };
  }

  private static void writeStart(BodyWriter out, StartChild start) throws IOException {
    out.text("k", start.key().value())
        .text("x", start.executionArn())
        .text("n", start.name())
        .text("ac", start.account())
        .text("m", start.stateMachineArn())
        .text("mn", start.stateMachineName())
        .text("d", start.definitionHash())
        .text("ro", start.roleArn())
        .payload("in", start.input())
        .number("at", start.startDate())
        .optionalText("tr", start.traceHeader())
        .object("p", start.parent(), LaneMessageCodec::writeParent)
        .optionalNumber("rd", start.redriveDate());
  }

  private static StartChild readStart(BodyReader in, ExecutionKey key)
      throws IOException, MalformedMessageException {
    return new StartChild(
        key,
        in.text("x"),
        in.text("n"),
        in.text("ac"),
        in.text("m"),
        in.text("mn"),
        in.text("d"),
        in.text("ro"),
        in.payload("in"),
        in.number("at"),
        in.optionalText("tr"),
        in.object("p", LaneMessageCodec::readParent),
        in.optionalNumber("rd"));
  }

  private static void writeParent(BodyWriter out, Parent parent) throws IOException {
    out.text("r", parent.mapRunArn())
        .text("x", parent.executionArn())
        .text("s", parent.mapState())
        .text("f", parent.frame())
        .number("i", parent.index())
        .number("n", parent.itemCount())
        .optionalNumber("ti", parent.tellsInput() ? 1L : null);
  }

  private static Parent readParent(BodyReader in) throws IOException, MalformedMessageException {
    return new Parent(
        in.text("r"),
        in.text("x"),
        in.text("s"),
        in.text("f"),
        in.integer("i"),
        in.integer("n"),
        in.optionalNumber("ti") != null);
  }

  private static void writeFinished(BodyWriter out, ChildFinished finished) throws IOException {
    out.text("k", finished.key().value())
        .text("f", finished.frame())
        .number("i", finished.index())
        .number("n", finished.itemCount())
        .text("s", finished.status())
        .number("at", finished.startDate())
        .number("to", finished.stopDate())
        .optionalPayload("in", finished.input())
        .optionalPayload("o", finished.output())
        .optionalText("er", finished.error())
        .optionalText("ca", finished.cause())
        .optionalNumber("rd", finished.redriveDate());
  }

  private static ChildFinished readFinished(BodyReader in, ExecutionKey key)
      throws IOException, MalformedMessageException {
    return new ChildFinished(
        key,
        in.text("f"),
        in.integer("i"),
        in.integer("n"),
        in.text("s"),
        in.number("at"),
        in.number("to"),
        in.optionalPayload("in"),
        in.optionalPayload("o"),
        in.optionalText("er"),
        in.optionalText("ca"),
        in.optionalNumber("rd"));
  }
}
