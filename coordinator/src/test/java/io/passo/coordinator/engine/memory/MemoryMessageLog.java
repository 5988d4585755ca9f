package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.MessageLog;
import io.passo.protocol.JournalRecord.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** {@code passo.requests} as lanes of one process write to it. */
public final class MemoryMessageLog implements MessageLog {
  private static final long DELIVERY_MICROS = 2_000_000;

  private final World world;
  private final Node node;
  private final List<MemoryLog> requests;

  public MemoryMessageLog(World world, Node node, List<MemoryLog> requests) {
    this.world = world;
    this.node = node;
    this.requests = requests;
  }

  @Override
  public CompletableFuture<Void> send(Message message) {
    node.step("message send begins");
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    requests
        .get(message.partition())
        .send(message.value(), DELIVERY_MICROS, offset -> acknowledged.complete(null));
    world.after(
        DELIVERY_MICROS + 1_000,
        () -> acknowledged.completeExceptionally(new TimeoutException("late")));
    node.step("message sent");
    return acknowledged;
  }
}
