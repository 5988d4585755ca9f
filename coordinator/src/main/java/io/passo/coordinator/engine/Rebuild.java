package io.passo.coordinator.engine;

import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.StateStore.Meta;
import io.passo.coordinator.engine.StateStore.View;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.FrameValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new namespace of a partition in Redis from PostgreSQL's checkpoint (correctness.md §8).
 */
final class Rebuild {
  private static final System.Logger LOG = System.getLogger(Rebuild.class.getName());

  private final EngineContext context;
  private final int partition;

  Rebuild(EngineContext context, int partition) {
    this.context = context;
    this.partition = partition;
  }

  /**
   * Rebuilds and lets the pointer name the new namespace.
   *
   * @throws LaneDroppedException if somebody else rebuilt meanwhile
   * @throws UnavailableException if PostgreSQL or Redis does not answer, or its checkpoint lies
   *     outside the journal
   */
  View run() {
    String from = context.state().pointer(partition);
    String g = freshName();
    LOG.log(
        System.Logger.Level.INFO, "Rebuilding Redis: partition={0} namespace={1}", partition, g);
    Set<ExecutionKey> open = new HashSet<>();
    LongAdder frames = new LongAdder();
    PartitionMeta fold =
        context
            .checkpoints()
            .snapshot(
                partition,
                page -> {
                  page.forEach(write -> open.add(write.key()));
                  frames.add(page.size());
                  context.state().fill(partition, g, derived(page));
                })
            .orElse(PartitionMeta.START);
    requireInside(fold);
    Meta meta = new Meta(fold, context.journal().topicId(), fold.clock(), open.size());
    if (!context.state().seal(partition, g, meta, frames.sum())) {
      throw new LaneDroppedException("rebuild", "Redis lost frames while they were loaded");
    }
    if (!context.state().switchTo(partition, from, g)) {
      throw new LaneDroppedException("rebuild", "another owner rebuilt the partition meanwhile");
    }
    expire(from);
    return new View(g, meta);
  }

  // The checkpoint holds values alone: timers and waiting activities follow from them.
  private static List<FrameWrite> derived(List<FrameWrite> page) {
    return page.stream()
        .map(write -> FrameWrites.of(write.key(), new FrameValue(write.frameId(), write.value())))
        .toList();
  }

  // Two rebuilders must never share a name.
  private String freshName() {
    return Long.toString(context.clock().wallMillis(), 36)
        + Long.toString(context.entropy().getAsLong() >>> 1, 36);
  }

  private void requireInside(PartitionMeta fold) {
    Journal.Bounds bounds = context.journal().bounds(partition);
    long offset = fold.position().offset();
    if (offset < bounds.start() || offset > bounds.end()) {
      throw new UnavailableException(
          "Expected the checkpoint of partition %d between %d and %d of its journal but it is at %d"
              .formatted(partition, bounds.start(), bounds.end(), offset));
    }
  }

  private void expire(@Nullable String old) {
    if (old != null) {
      context.state().expire(partition, old);
    }
  }
}
