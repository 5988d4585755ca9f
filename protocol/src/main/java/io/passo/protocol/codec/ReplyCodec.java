package io.passo.protocol.codec;

import io.passo.protocol.Reply;
import io.passo.protocol.Reply.ActivityTask;
import io.passo.protocol.Reply.AlreadyExists;
import io.passo.protocol.Reply.AttemptOpen;
import io.passo.protocol.Reply.NotRedrivable;
import io.passo.protocol.Reply.Redriven;
import io.passo.protocol.Reply.Started;
import io.passo.protocol.Reply.Stopped;
import io.passo.protocol.Reply.TaskAccepted;
import io.passo.protocol.Reply.TaskClosed;
import io.passo.protocol.Reply.Unavailable;
import io.passo.protocol.Reply.Unknown;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records of {@code passo.replies}. */
public final class ReplyCodec {
  private ReplyCodec() {}

  /** The record's value. */
  public static byte[] encode(Reply reply) {
    return BodyWriter.message(Kind.REPLY, reply, ReplyCodec::write);
  }

  /**
   * Reads a record's value.
   *
   * @throws MalformedMessageException if it is no reply
   */
  public static Reply decode(byte @Nullable [] message) throws MalformedMessageException {
    return BodyReader.message(message, Kind.REPLY, ReplyCodec::read);
  }

  static void write(BodyWriter out, Reply reply) throws IOException {
    out.text("t", type(reply)).text("r", reply.requestId());
    switch (reply) {
      case Started started -> out.number("s", started.startDate());
      case AlreadyExists exists -> out.text("x", exists.executionArn());
      case Stopped stopped -> out.number("s", stopped.stopDate());
      case Redriven redriven -> out.number("s", redriven.redriveDate());
      case NotRedrivable refused -> out.text("why", refused.reason());
      case ActivityTask task -> out.text("tt", task.taskToken()).payload("in", task.input());
      case Unavailable unavailable -> out.optionalText("why", unavailable.reason());
      case TaskAccepted accepted -> {}
      case AttemptOpen open -> {}
      case TaskClosed closed -> {}
      case Unknown unknown -> {}
    }
  }

  private static String type(Reply reply) {
    return switch (reply) {
      case Started started -> "started";
      case AlreadyExists exists -> "exists";
      case Stopped stopped -> "stopped";
      case Redriven redriven -> "redriven";
      case NotRedrivable refused -> "fixed";
      case TaskAccepted accepted -> "accepted";
      case AttemptOpen open -> "open";
      case TaskClosed closed -> "closed";
      case ActivityTask task -> "task";
      case Unknown unknown -> "unknown";
      case Unavailable unavailable -> "unavailable";
    };
  }

  static Reply read(BodyReader in) throws IOException, MalformedMessageException {
    String type = in.text("t");
    String requestId = in.text("r");
    return switch (type) {
      case "started" -> new Started(requestId, in.number("s"));
      case "exists" -> new AlreadyExists(requestId, in.text("x"));
      case "stopped" -> new Stopped(requestId, in.number("s"));
      case "redriven" -> new Redriven(requestId, in.number("s"));
      case "fixed" -> new NotRedrivable(requestId, in.text("why"));
      case "accepted" -> new TaskAccepted(requestId);
      case "open" -> new AttemptOpen(requestId);
      case "closed" -> new TaskClosed(requestId);
      case "task" -> new ActivityTask(requestId, in.text("tt"), in.payload("in"));
      case "unknown" -> new Unknown(requestId);
      case "unavailable" -> new Unavailable(requestId, in.optionalText("why"));
      default -> throw in.unknown("t", type);
    };
  }
}
