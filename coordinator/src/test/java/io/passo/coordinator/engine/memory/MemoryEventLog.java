package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.EventLog;
import io.passo.protocol.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code passo.events} as lanes of one process write to it; a record is the id of its event. */
public final class MemoryEventLog implements EventLog {
  private static final long DELIVERY_MICROS = 2_000_000;

  private final World world;
  private final Node node;
  private final MemoryLog log;

  public MemoryEventLog(World world, Node node, MemoryLog log) {
    this.world = world;
    this.node = node;
    this.log = log;
  }

  @Override
  public CompletableFuture<Void> send(List<CloudEvent> events) {
    node.step("event send begins");
    CompletableFuture<Void> all = new CompletableFuture<>();
    AtomicInteger open = new AtomicInteger(events.size());
    for (CloudEvent event : events) {
      log.send(
          event.id().getBytes(StandardCharsets.UTF_8),
          DELIVERY_MICROS,
          offset -> {
            if (open.decrementAndGet() == 0) {
              all.complete(null);
            }
          });
    }
    world.after(
        DELIVERY_MICROS + 1_000, () -> all.completeExceptionally(new TimeoutException("late")));
    node.step("event sent");
    return all;
  }
}
