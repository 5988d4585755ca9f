package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.Journal;
import io.passo.coordinator.engine.LogGapException;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.codec.JournalRecordCodec;
import java.util.ArrayList;
import java.util.List;

/** {@code passo.journal} as one process sees it. */
public final class MemoryJournal implements Journal {
  private static final long APPEND_LIMIT_MICROS = 5_000_000;
  // Seven days, in a world in which everything lasts a minute.
  private static final long YOUNG_MICROS = 40_000_000;
  private static final long DAY_MILLIS = 24 * 3_600_000L;
  // What is left of them is for restoring it and for sinking again what it lacks.
  private static final long OLDEST_BACKUP_MICROS = 30_000_000;

  private final World world;
  private final Node node;
  private final List<MemoryLog> logs;

  public MemoryJournal(World world, Node node, List<MemoryLog> logs) {
    this.world = world;
    this.node = node;
    this.logs = logs;
  }

  /**
   * Offset up to which every backup of PostgreSQL has a journal: backups are younger than what the
   * journal keeps, so nothing they lack was deleted or will be before they have it again. Counted
   * by the records, not by when the backup was made: a sink may lag.
   */
  public static long inEveryBackup(World world, MemoryLog journal) {
    return journal.offsetAt(world.micros() - OLDEST_BACKUP_MICROS);
  }

  @Override
  public String topicId() {
    return "journal-1";
  }

  @Override
  public long append(int partition, JournalRecord record) {
    node.step("append begins");
    Actor actor = world.current();
    long[] offset = {-1};
    boolean[] given = {false};
    logs.get(partition)
        .send(
            JournalRecordCodec.encode(record),
            Long.MAX_VALUE,
            at -> {
              if (!given[0]) {
                offset[0] = at;
                actor.wake();
              }
            });
    node.step("append sent");
    if (offset[0] < 0) {
      actor.await(APPEND_LIMIT_MICROS);
    }
    given[0] = true;
    node.step("append ends");
    return offset[0];
  }

  @Override
  public List<Entry> read(int partition, long offset, int leaderEpoch, int maxRecords) {
    node.spend("journal read", 200);
    MemoryLog log = logs.get(partition);
    if (offset < log.start() || offset > log.highWatermark()) {
      throw new LogGapException(
          "Expected an offset from %d to %d but found %d"
              .formatted(log.start(), log.highWatermark(), offset));
    }
    List<Entry> entries = new ArrayList<>();
    for (long at = offset; at < log.highWatermark() && entries.size() < maxRecords; at++) {
      entries.add(new Entry(at, 0, log.get(at)));
    }
    return entries;
  }

  @Override
  public Bounds bounds(int partition) {
    node.spend("journal bounds", 200);
    return new Bounds(logs.get(partition).start(), logs.get(partition).highWatermark());
  }

  @Override
  public long offsetAt(int partition, long millis) {
    node.spend("journal offset of a moment", 200);
    long age = world.wallMillis() - millis;
    long micros = age < DAY_MILLIS ? age * 1_000 : YOUNG_MICROS;
    return logs.get(partition).offsetAt(world.micros() - micros);
  }

  @Override
  public void deleteBefore(int partition, long offset) {
    node.spend("journal deletion", 200);
    if (offset > logs.get(partition).start()) {
      world.fault("records expired");
    }
    logs.get(partition).deleteBefore(offset);
  }
}
