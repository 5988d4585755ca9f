package io.passo.coordinator.engine;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.Payload;
import io.passo.protocol.Position;
import io.passo.protocol.codec.JournalRecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A journal in memory that tests write record by record, and records for it. */
final class Logs implements Journal {
  static final String ARN = "arn:aws:states:us-east-1:000000000000:execution:m:x";
  static final ExecutionKey KEY = ExecutionKey.of(ARN);

  private final List<byte[]> records = new ArrayList<>();
  private long start;
  private boolean young;

  Logs add(JournalRecord record) {
    return addBytes(JournalRecordCodec.encode(record));
  }

  Logs addBytes(byte[] record) {
    records.add(record);
    return this;
  }

  static Open open(long epoch) {
    return new Open(epoch, "nonce", "owner", 1_000 * epoch);
  }

  static Commit commit(long epoch, long seq, ExecutionChange... changes) {
    return new Commit(
        epoch,
        seq,
        1_000 * epoch + seq,
        new Inputs(seq, 0, 2 * seq, 0),
        Position.START,
        Map.of(),
        List.of(changes),
        List.of(),
        List.of(),
        List.of());
  }

  static Started started() {
    return new Started(
        "arn:aws:states:us-east-1:000000000000:stateMachine:m",
        "x",
        "000000000000",
        1_000,
        Payload.of("{}"),
        "hash",
        "role",
        null,
        null,
        null);
  }

  /** The same execution goes on after its end. */
  static Started redriven() {
    return started().with(new JournalRecord.Redrive(1, 3_000, Payload.of("{}")));
  }

  static Closed closed() {
    return new Closed("SUCCEEDED", 2_000, Payload.of("{}"), null, null);
  }

  /**
   * A change of the execution.
   *
   * @param frame value of its frame "c", empty for its end; null for no change
   */
  static ExecutionChange change(
      byte @Nullable [] frame, long event, @Nullable Started started, @Nullable Closed closed) {
    List<FrameValue> frames =
        frame == null ? List.of() : List.of(new FrameValue("c", frame.length == 0 ? null : frame));
    HistoryChunk history = new HistoryChunk(event, event, new byte[] {(byte) event});
    return new ExecutionChange(KEY, ARN, frames, history, started, closed);
  }

  @Override
  public String topicId() {
    return "topic";
  }

  @Override
  public long append(int partition, JournalRecord record) {
    records.add(JournalRecordCodec.encode(record));
    return records.size() - 1L;
  }

  @Override
  public List<Entry> read(int partition, long offset, int leaderEpoch, int maxRecords) {
    if (offset < start || offset > records.size()) {
      throw new LogGapException("Expected an offset in the log but found " + offset);
    }
    List<Entry> found = new ArrayList<>();
    for (long at = offset; at < records.size() && found.size() < maxRecords; at++) {
      found.add(new Entry(at, 4, records.get((int) at)));
    }
    return found;
  }

  @Override
  public Bounds bounds(int partition) {
    return new Bounds(start, records.size());
  }

  /** Every record counts as appended a moment ago. */
  Logs datedFromStart() {
    young = true;
    return this;
  }

  @Override
  public long offsetAt(int partition, long millis) {
    return young ? start : records.size();
  }

  @Override
  public void deleteBefore(int partition, long offset) {
    start = offset;
  }
}
