package io.passo.protocol.codec;

import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Failed;
import io.passo.protocol.StepResult.Header;
import io.passo.protocol.StepResult.Heartbeat;
import io.passo.protocol.StepResult.Submitted;
import io.passo.protocol.StepResult.Succeeded;
import io.passo.protocol.mac.MacKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records of {@code passo.results}, signed with the key of the attempt they speak about. */
public final class StepResultCodec {
  private StepResultCodec() {}

  /**
   * Makes a record's value.
   *
   * @param attempt key of the attempt: {@link MacKey#ofBase64} of {@link
   *     io.passo.protocol.StepCommand#resultKey()}
   */
  public static byte[] encode(StepResult result, MacKey attempt) {
    return BodyWriter.signedMessage(Kind.STEP_RESULT, result, StepResultCodec::write, attempt);
  }

  /**
   * Reads a record without checking its MAC; the payload is not parsed.
   *
   * @throws MalformedMessageException if it is no result
   */
  public static StepResult decode(byte @Nullable [] message) throws MalformedMessageException {
    return BodyReader.message(message, Kind.STEP_RESULT, StepResultCodec::read);
  }

  /** True if the record was signed with this key ({@link io.passo.protocol.mac.ResultKeys#key}). */
  public static boolean isSignedBy(byte[] message, MacKey attempt) {
    return Envelope.isSignedBy(message, attempt);
  }

  private static void write(BodyWriter out, StepResult result) throws IOException {
    switch (result) {
      case Succeeded succeeded ->
          out.text("t", "ok")
              .object("h", succeeded.header(), StepResultCodec::writeHeader)
              .payload("o", succeeded.output());
      case Failed failed ->
          out.text("t", "fail")
              .object("h", failed.header(), StepResultCodec::writeHeader)
              .text("kd", failed.kind().name())
              .optionalText("er", failed.error())
              .optionalText("ca", failed.cause());
      case Submitted submitted ->
          out.text("t", "sub")
              .object("h", submitted.header(), StepResultCodec::writeHeader)
              .payload("o", submitted.output());
      case Heartbeat heartbeat ->
          out.text("t", "hb").object("h", heartbeat.header(), StepResultCodec::writeHeader);
    }
  }

  private static StepResult read(BodyReader in) throws IOException, MalformedMessageException {
    String type = in.text("t");
    Header header = in.object("h", StepResultCodec::readHeader);
    return switch (type) {
      case "ok" -> new Succeeded(header, in.payload("o"));
      case "fail" ->
          new Failed(
              header,
              StepResult.Kind.valueOf(in.text("kd")),
              in.optionalText("er"),
              in.optionalText("ca"));
      case "sub" -> new Submitted(header, in.payload("o"));
      case "hb" -> new Heartbeat(header);
      default -> throw in.unknown("t", type);
    };
  }

  private static void writeHeader(BodyWriter out, Header header) throws IOException {
    out.text("k", header.key().value())
        .text("x", header.executionArn())
        .number("a", header.attempt())
        .text("ac", header.account())
        .text("p", header.pool())
        .text("w", header.worker())
        .number("s", header.startedAt());
  }

  private static Header readHeader(BodyReader in) throws IOException, MalformedMessageException {
    return new Header(
        in.key("k"),
        in.text("x"),
        in.number("a"),
        in.text("ac"),
        in.text("p"),
        in.text("w"),
        in.number("s"));
  }
}
