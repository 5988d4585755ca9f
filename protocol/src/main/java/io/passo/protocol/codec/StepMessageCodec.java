package io.passo.protocol.codec;

import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import io.passo.protocol.StepMessage;
import io.passo.protocol.mac.MacKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records of {@code passo.steps.<pool>}: commands and markers, signed with the key of the pool. */
public final class StepMessageCodec {
  private StepMessageCodec() {}

  /**
   * Makes a record's value.
   *
   * @param worker key that coordinators and the workers of the pool share ({@code
   *     PASSO_WORKER_SECRET})
   */
  public static byte[] encode(StepMessage message, MacKey worker) {
    return switch (message) {
      case StepCommand command ->
          BodyWriter.signedMessage(Kind.STEP_COMMAND, command, StepMessageCodec::write, worker);
      case StepMarker marker ->
          BodyWriter.signedMessage(Kind.STEP_MARKER, marker, StepMessageCodec::writeMarker, worker);
    };
  }

  /**
   * Reads a record without checking its MAC.
   *
   * @throws MalformedMessageException if it is neither a command nor a marker
   */
  public static StepMessage decode(byte @Nullable [] message) throws MalformedMessageException {
    Kind kind = Envelope.check(message);
    return kind == Kind.STEP_MARKER
        ? BodyReader.message(message, kind, StepMessageCodec::readMarker)
        : BodyReader.message(message, Kind.STEP_COMMAND, StepMessageCodec::read);
  }

  /** True if the record was signed with this key. */
  public static boolean isSignedBy(byte[] message, MacKey worker) {
    return Envelope.isSignedBy(message, worker);
  }

  static void write(BodyWriter out, StepCommand command) throws IOException {
    out.text("k", command.key().value())
        .text("x", command.executionArn())
        .number("a", command.attempt())
        .text("f", command.frame())
        .number("v", command.visit())
        .number("p", command.partition())
        .text("ac", command.account())
        .text("m", command.stateMachineArn())
        .text("s", command.stateName())
        .text("r", command.resource())
        .payload("in", command.input())
        .number("n", command.retryCount())
        .optionalInt("to", command.timeoutSeconds())
        .optionalInt("hb", command.heartbeatSeconds())
        .number("at", command.scheduledAt())
        .optionalNumber("dl", command.deadline())
        .optionalText("tt", command.taskToken())
        .optionalText("ro", command.roleArn())
        .optionalText("tr", command.traceHeader())
        .text("rk", command.resultKey())
        .optionalText("re", command.replyTo())
        .optionalInt("ns", command.mayStop() ? null : 1);
  }

  static StepCommand read(BodyReader in) throws IOException, MalformedMessageException {
    return new StepCommand(
        in.key("k"),
        in.text("x"),
        in.number("a"),
        in.text("f"),
        in.number("v"),
        in.integer("p"),
        in.text("ac"),
        in.text("m"),
        in.text("s"),
        in.text("r"),
        in.payload("in"),
        in.integer("n"),
        in.optionalInt("to"),
        in.optionalInt("hb"),
        in.number("at"),
        in.optionalNumber("dl"),
        in.optionalText("tt"),
        in.optionalText("ro"),
        in.optionalText("tr"),
        in.text("rk"),
        in.optionalText("re"),
        in.optionalInt("ns") == null);
  }

  private static void writeMarker(BodyWriter out, StepMarker marker) throws IOException {
    out.number("p", marker.partition()).number("e", marker.epoch()).text("n", marker.nonce());
  }

  private static StepMarker readMarker(BodyReader in)
      throws IOException, MalformedMessageException {
    return new StepMarker(in.integer("p"), in.number("e"), in.text("n"));
  }
}
