package io.passo.coordinator.history;

import io.passo.coordinator.engine.HistorySink.Move;
import io.passo.coordinator.engine.PartitionMeta;
import io.passo.protocol.Position;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

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

  /** Partitions, their new places and the offsets of those before, each an array. */
  static Tuple columns(List<Move> moves) {
    int size = moves.size();
    Integer[] partition = new Integer[size];
    Long[] offset = new Long[size];
    Integer[] leaderEpoch = new Integer[size];
    Long[] epoch = new Long[size];
    Long[] seq = new Long[size];
    Long[] clock = new Long[size];
    String[] progress = new String[size];
    Long[] previous = new Long[size];
    for (int i = 0; i < size; i++) {
      Move move = moves.get(i);
      PartitionMeta place = move.batch().next();
      partition[i] = move.partition();
      offset[i] = place.position().offset();
      leaderEpoch[i] = place.position().leaderEpoch();
      epoch[i] = place.position().epoch();
      seq[i] = place.position().seq();
      clock[i] = place.clock();
      progress[i] = progress(place);
      previous[i] = move.previous().offset();
    }
    return Tuple.tuple()
        .addArrayOfInteger(partition)
        .addArrayOfLong(offset)
        .addArrayOfInteger(leaderEpoch)
        .addArrayOfLong(epoch)
        .addArrayOfLong(seq)
        .addArrayOfLong(clock)
        .addArrayOfString(progress)
        .addArrayOfLong(previous);
  }

  private static String progress(PartitionMeta place) {
    return new Progress(place.inputs(), place.dispatched(), place.tails()).encode();
  }

  /** The partition and its place, in the order of {@link #COLUMNS}. */
  static Tuple tuple(int partition, PartitionMeta place) {
    Position position = place.position();
    return Tuple.tuple()
        .addInteger(partition)
        .addLong(position.offset())
        .addInteger(position.leaderEpoch())
        .addLong(position.epoch())
        .addLong(position.seq())
        .addLong(place.clock())
        .addString(progress(place));
  }
}
