package io.passo.coordinator.engine;

import io.passo.coordinator.engine.memory.Calls;
import io.passo.coordinator.engine.memory.MemoryInbox;
import io.passo.coordinator.engine.memory.MemoryLog;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

class MemoryInboxTest extends InboxContract {
  private static final long SOON_MICROS = 10_000;

  private final Calls calls = new Calls();
  private final MemoryLog requests = new MemoryLog(calls.world(), true);
  private final MemoryLog results = new MemoryLog(calls.world(), true);
  private boolean dropped;
  private final MemoryInbox inbox =
      new MemoryInbox(calls.world(), calls.node(), requests, results, () -> !dropped);

  @Override
  protected Inbox inbox() {
    return inbox;
  }

  @Override
  protected void request(String value) {
    send(requests, value);
  }

  @Override
  protected void result(String value) {
    send(results, value);
  }

  @Override
  protected boolean offer(String value) {
    return inbox.offer(value.getBytes(StandardCharsets.UTF_8));
  }

  private void send(MemoryLog log, String value) {
    log.send(value.getBytes(StandardCharsets.UTF_8), SOON_MICROS, offset -> {});
    calls.world().run(10);
  }

  @Override
  protected boolean confirmAfterDrop() {
    dropped = true;
    return call(inbox::confirmOwnership);
  }

  @Override
  protected <T> T call(Supplier<T> call) {
    return calls.call(call);
  }
}
