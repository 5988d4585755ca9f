package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.StepQueue;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepMessageCodec;
import io.passo.protocol.mac.MacKey;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** {@code passo.steps.<pool>} as one process sees it. */
public final class MemoryStepQueue implements StepQueue {
  private static final double SLOW_GROUP = 0.1;
  private static final long DELIVERY_MICROS = 2_000_000;
  private static final int MOST_BYTES = 2 << 20;

  private final World world;
  private final Node node;
  private final Map<StepPartition, MemoryLog> logs;
  private final MacKey key;
  private final Predicate<StepCommand> rejects;

  /**
   * @param rejects commands that can never be sent
   */
  public MemoryStepQueue(
      World world,
      Node node,
      Map<StepPartition, MemoryLog> logs,
      MacKey key,
      Predicate<StepCommand> rejects) {
    this.world = world;
    this.node = node;
    this.logs = logs;
    this.key = key;
    this.rejects = rejects;
  }

  private MemoryLog log(StepPartition partition) {
    return logs.computeIfAbsent(partition, p -> new MemoryLog(world, false));
  }

  @Override
  public CompletableFuture<Long> send(StepPartition to, StepCommand command) {
    long before = world.micros();
    node.step("command send begins");
    if (world.micros() > before || node.isDeceived()) {
      world.pausedSends().add(command.attemptId());
    }
    CompletableFuture<Long> offset = new CompletableFuture<>();
    byte[] value = StepMessageCodec.encode(command, key);
    if (value.length > MOST_BYTES || rejects.test(command)) {
      offset.completeExceptionally(new RejectedException("Expected a smaller command"));
      return offset;
    }
    log(to).send(value, DELIVERY_MICROS, offset::complete);
    world.after(
        DELIVERY_MICROS + 1_000, () -> offset.completeExceptionally(new TimeoutException("late")));
    node.step("command sent");
    return offset;
  }

  @Override
  public long mark(StepPartition to, StepMarker marker) {
    node.step("marker begins");
    Actor actor = world.current();
    long[] offset = {-1};
    log(to)
        .send(
            StepMessageCodec.encode(marker, key),
            DELIVERY_MICROS,
            at -> {
              offset[0] = at;
              actor.wake();
            });
    node.step("marker sent");
    if (offset[0] < 0) {
      actor.await(DELIVERY_MICROS);
    }
    node.step("marker ends");
    if (offset[0] < 0) {
      throw new UnavailableException("Expected a marker to be acknowledged within 2 s");
    }
    return offset[0];
  }

  @Override
  public long end(StepPartition partition) {
    node.spend("end of steps", 200);
    return log(partition).highWatermark();
  }

  @Override
  public long groupStart(StepPartition partition) {
    node.spend(
        "start of the group",
        world.chance(SLOW_GROUP, "group slow") ? world.between(100_000, 3_000_000) : 2_000);
    return log(partition).groupStart();
  }

  @Override
  public Set<String> find(StepPartition partition, long from, long to) {
    node.spend("search of steps", 500);
    Set<String> found = new HashSet<>();
    MemoryLog log = log(partition);
    for (long at = Math.max(from, log.start()); at < Math.min(to, log.highWatermark()); at++) {
      if (decode(log.get(at)) instanceof StepCommand command) {
        found.add(command.attemptId());
      }
    }
    return found;
  }

  static Object decode(byte[] value) {
    try {
      return StepMessageCodec.decode(value);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }
}
