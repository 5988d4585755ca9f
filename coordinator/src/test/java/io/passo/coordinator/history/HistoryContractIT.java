package io.passo.coordinator.history;

import io.passo.coordinator.engine.Checkpoints;
import io.passo.coordinator.engine.HistoryContract;
import io.passo.coordinator.engine.HistorySink;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of sink and checkpoints, asked of a real PostgreSQL. */
class HistoryContractIT extends HistoryContract {
  // Partitions that no engine over the same database has.
  private static final AtomicInteger PARTITIONS = new AtomicInteger(10_000);

  private static RealPostgres postgres;
  private static PgHistorySink sink;
  private static PgCheckpoints checkpoints;

  private final int partition = PARTITIONS.incrementAndGet();
  private final int otherPartition = PARTITIONS.incrementAndGet();

  @BeforeAll
  static void connect() {
    postgres = new RealPostgres();
    sink = new PgHistorySink(postgres.pool());
    checkpoints = new PgCheckpoints(postgres.pool());
  }

  @AfterAll
  static void disconnect() throws Exception {
    sink.close();
    postgres.close();
  }

  @Override
  protected HistorySink sink() {
    return sink;
  }

  @Override
  protected Checkpoints checkpoints() {
    return checkpoints;
  }

  @Override
  protected int partition() {
    return partition;
  }

  @Override
  protected int otherPartition() {
    return otherPartition;
  }

  @Override
  protected <T> T call(Supplier<T> call) {
    return call.get();
  }
}
