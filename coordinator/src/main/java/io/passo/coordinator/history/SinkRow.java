package io.passo.coordinator.history;

import io.passo.coordinator.engine.PartitionMeta;
import io.passo.protocol.Position;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/** Row of table {@code sink}. */
final class SinkRow {
  /** Columns in the order in which they are read. */
  static final String COLUMNS = "s.log_offset, s.leader_epoch, s.epoch, s.seq, s.clock, s.progress";

  private SinkRow() {}

  /** Reads {@link #COLUMNS}, the first of the row. */
  static PartitionMeta read(Row row) {
    Position position =
        new Position(row.getLong(0), row.getInteger(1), row.getLong(2), row.getLong(3));
    Progress progress = Progress.decode(row.getString(5));
    return new PartitionMeta(
        position, row.getLong(4), progress.inputs(), progress.dispatched(), progress.tails());
  }

  /** The partition and its place, in the order of {@link #COLUMNS}. */
  static Tuple tuple(int partition, PartitionMeta place) {
    Position position = place.position();
    Progress progress = new Progress(place.inputs(), place.dispatched(), place.tails());
    return Tuple.tuple()
        .addInteger(partition)
        .addLong(position.offset())
        .addInteger(position.leaderEpoch())
        .addLong(position.epoch())
        .addLong(position.seq())
        .addLong(place.clock())
        .addString(progress.encode());
  }
}
