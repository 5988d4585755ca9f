package io.passo.protocol.codec;

import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Ask;
import io.passo.protocol.StepResult.Claim;
import io.passo.protocol.StepResult.Failed;
import io.passo.protocol.StepResult.Header;
import io.passo.protocol.StepResult.Heartbeat;
import io.passo.protocol.StepResult.Question;
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

  /** Whether a record is a result, told from its header alone: {@code passo.replies} has both. */
  public static boolean isResult(byte @Nullable [] message) {
    try {
      return Envelope.check(message) == Kind.STEP_RESULT;
    } catch (MalformedMessageException e) {
      return false;
    }
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
      case Ask ask ->
          out.text("t", "ask")
              .object("h", ask.header(), StepResultCodec::writeHeader)
              .object("q", ask.question(), StepResultCodec::writeQuestion);
      case Claim claim ->
          out.text("t", "claim")
              .object("h", claim.header(), StepResultCodec::writeHeader)
              .object("q", claim.question(), StepResultCodec::writeQuestion)
              .text("rec", claim.record())
              .number("dc", claim.deliveryCount());
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
      case "ask" -> new Ask(header, in.object("q", StepResultCodec::readQuestion));
      case "claim" ->
          new Claim(
              header,
              in.object("q", StepResultCodec::readQuestion),
              in.text("rec"),
              in.integer("dc"));
      default -> throw in.unknown("t", type);
    };
  }

  private static void writeQuestion(BodyWriter out, Question question) throws IOException {
    out.text("r", question.requestId()).text("i", question.instanceId());
  }

  private static Question readQuestion(BodyReader in)
      throws IOException, MalformedMessageException {
    return new Question(in.text("r"), in.text("i"));
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
