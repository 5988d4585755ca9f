package io.passo.coordinator.engine;

import io.passo.coordinator.engine.memory.Calls;
import io.passo.coordinator.engine.memory.MemoryJournal;
import io.passo.coordinator.engine.memory.MemoryLog;
import java.util.List;
import java.util.function.Supplier;

class MemoryJournalTest extends JournalContract {
  private final Calls calls = new Calls();
  private final MemoryLog log = new MemoryLog(calls.world(), true);
  private final Journal journal = newJournal();
  private final Journal another = newJournal();

  private Journal newJournal() {
    return new MemoryJournal(calls.world(), calls.node(), List.of(log));
  }

  @Override
  protected Journal journal() {
    return journal;
  }

  @Override
  protected Journal another() {
    return another;
  }

  @Override
  protected Journal unacknowledged() {
    log.loseNextAcknowledgement();
    return journal;
  }

  @Override
  protected Journal doubling() {
    log.doubleNext();
    return journal;
  }

  @Override
  protected int partition() {
    return 0;
  }

  @Override
  protected long now() {
    return calls.world().wallMillis();
  }

  @Override
  protected <T> T call(Supplier<T> call) {
    return calls.call(call);
  }
}
