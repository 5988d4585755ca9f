package io.passo.coordinator.engine;

import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.coordinator.engine.StateStore.View;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Becomes the owner of a partition (correctness.md §7, steps 1 to 6). */
final class Takeover {
  private static final int REPLAY_RECORDS = 500;
  private static final long APPLY_LIMIT_MILLIS = 10_000;

  private final EngineContext context;
  private final int partition;
  private final Inbox inbox;
  private final boolean unexplained;

  /**
   * @param unexplained whether the lane before may have died of what it processed
   */
  Takeover(EngineContext context, int partition, Inbox inbox, boolean unexplained) {
    this.context = context;
    this.partition = partition;
    this.inbox = inbox;
    this.unexplained = unexplained;
  }

  /**
   * Takes the partition over.
   *
   * @throws LaneDroppedException if this member does not own the partition, or another one took it
   *     meanwhile
   * @throws UnavailableException if a server does not answer
   * @throws DataLossException if acknowledged records are missing
   */
  TakenOver run() throws InterruptedException {
    if (!inbox.confirmOwnership()) {
      throw new LaneDroppedException("not-owner", "the group refused to store an offset");
    }
    View view = usableView().orElseGet(this::rebuild);
    try {
      return open(view);
    } catch (LogGapException e) {
      // What Redis folded is no longer in the log.
      return open(rebuild());
    }
  }

  private View rebuild() {
    return new Rebuild(context, partition).run();
  }

  private Optional<View> usableView() {
    Journal.Bounds bounds = context.journal().bounds(partition);
    return context
        .state()
        .view(partition)
        .filter(view -> view.meta().topicId().equals(context.journal().topicId()))
        .filter(view -> view.meta().fold().position().offset() >= bounds.start())
        .filter(view -> view.meta().fold().position().offset() <= bounds.end());
  }

  private TakenOver open(View view) throws InterruptedException {
    PartitionMeta meta = view.meta().fold();
    JournalReader reader = new JournalReader(context.journal(), partition, meta.position());
    meta = replay(view.g(), reader, meta);
    Open open =
        new Open(
            meta.position().epoch() + 1,
            Long.toHexString(context.entropy().getAsLong()),
            context.instanceId(),
            context.clock().wallMillis(),
            unexplained);
    long offset = context.journal().append(partition, open);
    if (offset < 0) {
      throw new LaneDroppedException("open", "the outcome of an Open is unknown");
    }
    long openedAt = context.clock().nanoTime();
    meta = replayTo(offset, open, view.g(), reader, meta);
    List<ValidRecord> records = recordsSince(meta.dispatched(), meta.position());
    seekInputs(meta);
    long before = meta.position().offset() - 1;
    List<Commit> past =
        new PastReplies(context.journal(), partition)
            .before(meta.dispatched(), context.clock().wallMillis() - RecentReplies.KEPT_MILLIS);
    return new TakenOver(
        view.g(),
        meta,
        view.meta().markersFrom(),
        commits(records),
        past,
        Suspicion.of(records),
        before,
        openedAt);
  }

  private PartitionMeta replay(String g, JournalReader reader, PartitionMeta from)
      throws InterruptedException {
    PartitionMeta meta = from;
    for (List<ValidRecord> records = reader.next(REPLAY_RECORDS);
        !records.isEmpty();
        records = reader.next(REPLAY_RECORDS)) {
      meta = apply(g, meta, records);
    }
    return meta;
  }

  private PartitionMeta apply(String g, PartitionMeta from, List<ValidRecord> records)
      throws InterruptedException {
    Fold fold = new Fold(from);
    records.forEach(fold::add);
    Outcome outcome =
        Waits.result(
            context.state().apply(partition, g, fold.toApply()),
            APPLY_LIMIT_MILLIS,
            context.clock());
    if (outcome == Outcome.MISMATCH) {
      throw new LaneDroppedException("mismatch", "Redis changed while the journal was replayed");
    }
    return fold.meta();
  }

  /** Reads on up to the own Open; it counts only if no other owner's lies before it. */
  private PartitionMeta replayTo(
      long offset, Open own, String g, JournalReader reader, PartitionMeta from)
      throws InterruptedException {
    PartitionMeta meta = from;
    while (reader.offset() <= offset) {
      List<ValidRecord> records = reader.next(REPLAY_RECORDS);
      if (records.isEmpty()) {
        break;
      }
      for (ValidRecord valid : records) {
        // One by one: another taker may have applied some of them.
        meta = apply(g, meta, List.of(valid));
      }
      boolean another =
          records.stream()
              .anyMatch(valid -> valid.record() instanceof Open open && !open.equals(own));
      if (another) {
        throw new LaneDroppedException("raced", "another owner opened epoch " + own.epoch());
      }
    }
    if (meta.position().epoch() != own.epoch()) {
      throw new LaneDroppedException(
          "raced", "the own Open of epoch " + own.epoch() + " does not count");
    }
    return meta;
  }

  private static List<Commit> commits(List<ValidRecord> records) {
    List<Commit> commits = new ArrayList<>();
    for (ValidRecord valid : records) {
      if (valid.record() instanceof Commit commit) {
        commits.add(commit);
      }
    }
    return commits;
  }

  private List<ValidRecord> recordsSince(Position dispatched, Position end) {
    JournalReader reader = new JournalReader(context.journal(), partition, dispatched);
    List<ValidRecord> all = new ArrayList<>();
    while (reader.offset() < end.offset()) {
      List<ValidRecord> records = reader.next(REPLAY_RECORDS);
      if (records.isEmpty()) {
        break;
      }
      for (ValidRecord valid : records) {
        if (valid.after().offset() <= end.offset()) {
          all.add(valid);
        }
      }
    }
    return all;
  }

  private void seekInputs(PartitionMeta meta) {
    try {
      inbox.seek(meta.inputs().requests() < 0 ? inbox.beginning() : meta.inputs());
    } catch (LogGapException e) {
      throw new DataLossException(
          "Inputs of partition " + partition + " are gone: " + e.getMessage());
    }
  }
}
