package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Position;
import java.util.Map;

/**
 * Where a fold of a partition's journal stands, in Redis and in PostgreSQL.
 *
 * @param position place up to which the journal is folded
 * @param clock partition clock of the last folded record, milliseconds since the epoch
 * @param inputs next inputs of the last folded Commit
 * @param dispatched of the last folded Commit
 * @param tails of the last folded Commit
 */
public record PartitionMeta(
    Position position,
    long clock,
    Inputs inputs,
    Position dispatched,
    Map<StepPartition, Long> tails) {
  /** Of a partition whose journal is empty; inputs are not known then (−1). */
  public static final PartitionMeta START =
      new PartitionMeta(Position.START, 0, new Inputs(-1, -1, -1, -1), Position.START, Map.of());

  public PartitionMeta {
    tails = Map.copyOf(tails);
  }
}
