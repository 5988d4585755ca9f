package io.passo.coordinator.engine;

import io.passo.coordinator.engine.memory.Calls;
import io.passo.coordinator.engine.memory.MemoryDatabase;
import io.passo.coordinator.engine.memory.MemoryHistory;
import java.util.List;
import java.util.function.Supplier;

class MemoryHistoryTest extends HistoryContract {
  private final Calls calls = new Calls();
  private final MemoryHistory history =
      new MemoryHistory(
          calls.world(),
          calls.node(),
          List.of(new MemoryDatabase(), new MemoryDatabase()),
          new long[] {0});

  @Override
  protected HistorySink sink() {
    return history;
  }

  @Override
  protected Checkpoints checkpoints() {
    return history;
  }

  @Override
  protected int partition() {
    return 0;
  }

  @Override
  protected int otherPartition() {
    return 1;
  }

  @Override
  protected <T> T call(Supplier<T> call) {
    return calls.call(call);
  }
}
