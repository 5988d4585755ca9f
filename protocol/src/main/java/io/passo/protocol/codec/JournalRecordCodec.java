package io.passo.protocol.codec;

import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.Message;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.JournalRecord.Probe;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Position;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of {@code passo.journal}. */
public final class JournalRecordCodec {
  private JournalRecordCodec() {}

  /** The record's value. */
  public static byte[] encode(JournalRecord record) {
    return BodyWriter.message(Kind.JOURNAL_RECORD, record, JournalRecordCodec::write);
  }

  /**
   * Reads a record's value.
   *
   * @throws MalformedMessageException if it is no journal record
   */
  public static JournalRecord decode(byte @Nullable [] message) throws MalformedMessageException {
    return BodyReader.message(message, Kind.JOURNAL_RECORD, JournalRecordCodec::read);
  }

  private static void write(BodyWriter out, JournalRecord record) throws IOException {
    switch (record) {
      case Open open ->
          out.text("t", "open")
              .number("e", open.epoch())
              .text("n", open.nonce())
              .text("o", open.owner())
              .number("c", open.clock())
              .optionalInt("u", open.unexplained() ? 1 : null);
      case Commit commit -> writeCommit(out, commit);
    }
  }

  private static JournalRecord read(BodyReader in) throws IOException, MalformedMessageException {
    String type = in.text("t");
    return switch (type) {
      case "open" ->
          new Open(
              in.number("e"),
              in.text("n"),
              in.text("o"),
              in.number("c"),
              in.optionalInt("u") != null);
      case "commit" -> readCommit(in);
      default -> throw in.unknown("t", type);
    };
  }

  private static void writeCommit(BodyWriter out, Commit commit) throws IOException {
    out.text("t", "commit")
        .number("e", commit.epoch())
        .number("s", commit.seq())
        .number("c", commit.clock())
        .object("i", commit.inputs(), JournalRecordCodec::writeInputs)
        .object("d", commit.dispatched(), JournalRecordCodec::writePosition)
        .list("tl", commit.tails().entrySet(), JournalRecordCodec::writeTail)
        .list("ch", commit.changes(), ExecutionChangeCodec::write)
        .list("cm", commit.commands(), JournalRecordCodec::writeCommand)
        .list("ms", commit.messages(), JournalRecordCodec::writeMessage)
        .list("rp", commit.replies(), JournalRecordCodec::writeReply)
        .optionalObject("pb", commit.probe(), JournalRecordCodec::writeProbe);
  }

  private static Commit readCommit(BodyReader in) throws IOException, MalformedMessageException {
    return new Commit(
        in.number("e"),
        in.number("s"),
        in.number("c"),
        in.object("i", JournalRecordCodec::readInputs),
        in.object("d", JournalRecordCodec::readPosition),
        tails(in.list("tl", JournalRecordCodec::readTail)),
        in.list("ch", ExecutionChangeCodec::read),
        in.list("cm", JournalRecordCodec::readCommand),
        in.list("ms", JournalRecordCodec::readMessage),
        in.list("rp", JournalRecordCodec::readReply),
        in.optionalObject("pb", JournalRecordCodec::readProbe));
  }

  private static void writeProbe(BodyWriter out, Probe probe) throws IOException {
    out.text("e", probe.event()).number("d", probe.deaths());
  }

  private static Probe readProbe(BodyReader in) throws IOException, MalformedMessageException {
    return new Probe(in.text("e"), in.integer("d"));
  }

  private static void writeInputs(BodyWriter out, Inputs inputs) throws IOException {
    out.number("q", inputs.requests())
        .number("qe", inputs.requestsLeaderEpoch())
        .number("r", inputs.results())
        .number("re", inputs.resultsLeaderEpoch());
  }

  private static Inputs readInputs(BodyReader in) throws IOException, MalformedMessageException {
    return new Inputs(in.number("q"), in.integer("qe"), in.number("r"), in.integer("re"));
  }

  private static void writePosition(BodyWriter out, Position position) throws IOException {
    out.number("o", position.offset())
        .number("l", position.leaderEpoch())
        .number("e", position.epoch())
        .number("s", position.seq());
  }

  private static Position readPosition(BodyReader in)
      throws IOException, MalformedMessageException {
    return new Position(in.number("o"), in.integer("l"), in.number("e"), in.number("s"));
  }

  private static void writeTail(BodyWriter out, Map.Entry<StepPartition, Long> tail)
      throws IOException {
    writeStepPartition(out, tail.getKey());
    out.number("o", tail.getValue());
  }

  private static Map.Entry<StepPartition, Long> readTail(BodyReader in)
      throws IOException, MalformedMessageException {
    return Map.entry(readStepPartition(in), in.number("o"));
  }

  private static Map<StepPartition, Long> tails(List<Map.Entry<StepPartition, Long>> entries) {
    Map<StepPartition, Long> tails = new HashMap<>();
    entries.forEach(entry -> tails.put(entry.getKey(), entry.getValue()));
    return tails;
  }

  private static void writeCommand(BodyWriter out, Command command) throws IOException {
    writeStepPartition(out, command.to());
    out.object("c", command.command(), StepMessageCodec::write);
  }

  private static Command readCommand(BodyReader in) throws IOException, MalformedMessageException {
    return new Command(readStepPartition(in), in.object("c", StepMessageCodec::read));
  }

  private static void writeStepPartition(BodyWriter out, StepPartition to) throws IOException {
    out.text("l", to.pool()).number("n", to.partition());
  }

  private static StepPartition readStepPartition(BodyReader in)
      throws IOException, MalformedMessageException {
    return new StepPartition(in.text("l"), in.integer("n"));
  }

  private static void writeMessage(BodyWriter out, Message message) throws IOException {
    out.text("t", message.topic())
        .number("p", message.partition())
        .text("k", message.key())
        .bytes("v", message.value());
  }

  private static Message readMessage(BodyReader in) throws IOException, MalformedMessageException {
    return new Message(in.text("t"), in.integer("p"), in.text("k"), in.bytes("v"));
  }

  private static void writeReply(BodyWriter out, AddressedReply reply) throws IOException {
    out.text("i", reply.instanceId()).object("r", reply.reply(), ReplyCodec::write);
  }

  private static AddressedReply readReply(BodyReader in)
      throws IOException, MalformedMessageException {
    return new AddressedReply(in.text("i"), in.object("r", ReplyCodec::read));
  }
}
