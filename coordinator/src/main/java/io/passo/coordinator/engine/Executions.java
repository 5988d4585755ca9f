package io.passo.coordinator.engine;

import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameCodec;
import io.passo.asl.interpreter.StartFrame;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.FrameValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Executions of one lane: from memory, else from Redis together with the watermark. */
final class Executions {
  private final EngineContext context;
  private final int partition;
  private final String g;
  private final StateCache cache;
  private final Applies applies;

  Executions(EngineContext context, int partition, String g, StateCache cache, Applies applies) {
    this.context = context;
    this.partition = partition;
    this.g = g;
    this.cache = cache;
    this.applies = applies;
  }

  /**
   * Slots for executions, in one round trip for those that are not in memory.
   *
   * @throws LaneDroppedException if Redis is not where it must be
   * @throws UnavailableException if Redis, or PostgreSQL for a definition, does not answer
   */
  Map<ExecutionKey, Slot> load(Collection<ExecutionKey> keys) {
    return load(keys, Set.of());
  }

  /**
   * The same.
   *
   * @param fresh further executions, which cannot exist but for what is in memory
   */
  Map<ExecutionKey, Slot> load(Collection<ExecutionKey> keys, Set<ExecutionKey> fresh) {
    Map<ExecutionKey, Slot> slots = new LinkedHashMap<>();
    List<ExecutionKey> missing = new ArrayList<>();
    for (ExecutionKey key : keys) {
      StateCache.Entry entry = cache.get(key);
      if (entry == null) {
        missing.add(key);
      } else {
        slots.put(key, new Slot(key, entry));
      }
    }
    if (!missing.isEmpty()) {
      read(missing, slots);
    }
    for (ExecutionKey key : fresh) {
      slots.computeIfAbsent(key, absent -> new Slot(absent, cache.get(absent)));
    }
    return slots;
  }

  private void read(List<ExecutionKey> keys, Map<ExecutionKey, Slot> slots) {
    StateStore.Loaded loaded = context.state().load(partition, g, keys);
    applies.check(loaded.watermark());
    for (ExecutionKey key : keys) {
      ExecutionState state = state(loaded.frames().getOrDefault(key, List.of()));
      StateStore.ClosedMark mark = loaded.closed().get(key);
      int bytes = bytes(loaded, key) + (state == null ? 0 : held(state));
      StateCache.Entry entry = new StateCache.Entry(state, mark, 0, bytes);
      if (entry.isKnown()) {
        cache.put(key, entry);
      }
      slots.put(key, new Slot(key, entry.isKnown() ? entry : null));
    }
  }

  private @Nullable ExecutionState state(List<FrameValue> values) {
    if (values.isEmpty()) {
      return null;
    }
    List<Frame> frames = new ArrayList<>(values.size());
    ExecutionStart facts = null;
    for (FrameValue value : values) {
      byte[] bytes = value.value();
      if (bytes != null) {
        Frame frame = FrameCodec.decode(bytes);
        facts = frame instanceof StartFrame start ? start.start() : facts;
        frames.add(frame);
      }
    }
    if (facts == null) {
      // Only Redis can have lost them, and would show the same to whoever takes over.
      context.state().distrust(partition, g);
      throw new LaneDroppedException(
          "frames", "expected start facts among the frames of an execution");
    }
    context.payloads().fill(frames);
    return ExecutionState.of(MissingDefinition.orStandIn(context, facts), frames);
  }

  private int held(ExecutionState state) {
    return context.payloads().heldBytes(state.frames());
  }

  private static int bytes(StateStore.Loaded loaded, ExecutionKey key) {
    int sum = 64;
    for (FrameValue value : loaded.frames().getOrDefault(key, List.of())) {
      sum += value.value() == null ? 0 : value.value().length;
    }
    return sum;
  }
}
