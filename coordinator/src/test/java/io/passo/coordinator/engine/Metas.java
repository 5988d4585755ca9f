package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Position;
import java.util.Map;

/** Metas of partitions for tests of state stores: no two fields are alike. */
public final class Metas {
  private Metas() {}

  /** The meta after so many records. */
  public static PartitionMeta at(long offset) {
    return new PartitionMeta(
        new Position(offset, 2, 4, offset),
        1_000 + offset,
        new Inputs(offset, 1, offset + 5, 2),
        new Position(offset - 1, 2, 4, offset - 1),
        Map.of(new StepPartition("functions", 1), offset * 2));
  }
}
