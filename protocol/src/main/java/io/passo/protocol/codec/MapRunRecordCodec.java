package io.passo.protocol.codec;

import io.passo.protocol.MapRunRecord;
import io.passo.protocol.MapRunRecord.Progress;
import java.io.IOException;

/** How a Map Run stands, as part of a journal record. */
final class MapRunRecordCodec {
  private MapRunRecordCodec() {}

  static void write(BodyWriter out, MapRunRecord run) throws IOException {
    out.text("r", run.arn())
        .text("f", run.frame())
        .text("s", run.status())
        .number("at", run.startDate())
        .optionalNumber("to", run.stopDate())
        .number("mc", run.maxConcurrency())
        .optionalNumber("tc", run.toleratedCount())
        .optionalText("tp", run.toleratedPercentage())
        .object("i", run.items(), MapRunRecordCodec::writeProgress)
        .object("x", run.executions(), MapRunRecordCodec::writeProgress)
        .optionalNumber("rn", run.redriveCount() == 0 ? null : (long) run.redriveCount())
        .optionalNumber("rd", run.redriveDate());
  }

  static MapRunRecord read(BodyReader in) throws IOException, MalformedMessageException {
    return new MapRunRecord(
        in.text("r"),
        in.text("f"),
        in.text("s"),
        in.number("at"),
        in.optionalNumber("to"),
        in.number("mc"),
        in.optionalNumber("tc"),
        in.optionalText("tp"),
        in.object("i", MapRunRecordCodec::readProgress),
        in.object("x", MapRunRecordCodec::readProgress),
        count(in, "rn"),
        in.optionalNumber("rd"));
  }

  private static int count(BodyReader in, String name)
      throws IOException, MalformedMessageException {
    Long count = in.optionalNumber(name);
    return count == null ? 0 : Math.toIntExact(count);
  }

  private static void writeProgress(BodyWriter out, Progress progress) throws IOException {
    out.number("p", progress.pending())
        .number("r", progress.running())
        .number("s", progress.succeeded())
        .number("f", progress.failed())
        .number("t", progress.timedOut())
        .number("a", progress.aborted())
        .optionalNumber(
            "q", progress.pendingRedrive() == 0 ? null : (long) progress.pendingRedrive());
  }

  private static Progress readProgress(BodyReader in)
      throws IOException, MalformedMessageException {
    return new Progress(
        in.integer("p"),
        in.integer("r"),
        in.integer("s"),
        in.integer("f"),
        in.integer("t"),
        in.integer("a"),
        count(in, "q"));
  }
}
