package io.passo.protocol.codec;

import io.passo.protocol.ControlMessage;
import io.passo.protocol.ControlMessage.ActivityTaskAvailable;
import io.passo.protocol.ControlMessage.AttemptCancelled;
import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records of {@code passo.control}. */
public final class ControlMessageCodec {
  private ControlMessageCodec() {}

  /** The record's value. */
  public static byte[] encode(ControlMessage message) {
    return BodyWriter.message(Kind.CONTROL, message, ControlMessageCodec::write);
  }

  /**
   * Reads a record's value.
   *
   * @throws MalformedMessageException if it is no control message, also if it is one of a newer
   *     release
   */
  public static ControlMessage decode(byte @Nullable [] message) throws MalformedMessageException {
    return BodyReader.message(message, Kind.CONTROL, ControlMessageCodec::read);
  }

  private static void write(BodyWriter out, ControlMessage message) throws IOException {
    switch (message) {
      case AttemptCancelled cancelled ->
          out.text("t", "cancel")
              .text("k", cancelled.key().value())
              .number("a", cancelled.attempt());
      case FunctionsAnnounced announced ->
          out.text("t", "functions")
              .text("p", announced.pool())
              .text("w", announced.worker())
              .texts("fn", announced.functions())
              .number("at", announced.at());
      case ActivityTaskAvailable available ->
          out.text("t", "activity")
              .text("ar", available.activityArn())
              .text("k", available.key().value())
              .number("p", available.partition())
              .number("a", available.attempt())
              .text("ac", available.account())
              .number("at", available.scheduledAt());
    }
  }

  private static ControlMessage read(BodyReader in) throws IOException, MalformedMessageException {
    String type = in.text("t");
    return switch (type) {
      case "cancel" -> new AttemptCancelled(in.key("k"), in.number("a"));
      case "functions" ->
          new FunctionsAnnounced(in.text("p"), in.text("w"), in.texts("fn"), in.number("at"));
      case "activity" ->
          new ActivityTaskAvailable(
              in.text("ar"),
              in.key("k"),
              in.integer("p"),
              in.number("a"),
              in.text("ac"),
              in.number("at"));
      default -> throw in.unknown("t", type);
    };
  }
}
