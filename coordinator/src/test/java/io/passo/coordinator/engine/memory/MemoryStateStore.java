package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.StateStore;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.engine.memory.MemoryRedis.Namespace;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.Position;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Redis as one process sees it. */
public final class MemoryStateStore implements StateStore {
  private static final double SLOW_APPLY = 0.01;
  private static final double UNKNOWN_APPLY = 0.003;

  private final World world;
  private final Node node;
  private final List<MemoryRedis> partitions;
  private final long[] downUntil;
  private final Map<Integer, Long> lastLanding = new HashMap<>();

  /**
   * @param downUntil one element: microseconds of the world until which nothing answers
   */
  public MemoryStateStore(World world, Node node, List<MemoryRedis> partitions, long[] downUntil) {
    this.world = world;
    this.node = node;
    this.partitions = partitions;
    this.downUntil = downUntil;
  }

  private boolean isDown() {
    return world.micros() < downUntil[0];
  }

  private void spend(String call, long micros) {
    node.spend(call, micros);
    if (isDown()) {
      throw new UnavailableException("Expected Redis to answer");
    }
  }

  @Override
  public Optional<View> view(int partition) {
    spend("redis view", 150);
    MemoryRedis redis = partitions.get(partition);
    String g = redis.contents().pointer();
    Namespace namespace = g == null ? null : redis.namespace(g);
    return g == null || namespace == null || namespace.meta() == null
        ? Optional.empty()
        : Optional.of(new View(g, namespace.meta()));
  }

  @Override
  public @Nullable String pointer(int partition) {
    spend("redis pointer", 150);
    return partitions.get(partition).contents().pointer();
  }

  @Override
  public Loaded load(int partition, String g, Collection<ExecutionKey> keys) {
    spend("redis load", 200);
    partitions.get(partition).loads++;
    Namespace namespace = partitions.get(partition).namespace(g);
    if (namespace == null || namespace.meta() == null) {
      return new Loaded(Position.START, Map.of(), Map.of());
    }
    Map<ExecutionKey, List<FrameValue>> frames = new HashMap<>();
    Map<ExecutionKey, ClosedMark> closed = new HashMap<>();
    for (ExecutionKey key : keys) {
      Map<String, FrameWrite> found = namespace.frames().get(key);
      if (found != null) {
        frames.put(
            key,
            found.values().stream()
                .map(write -> new FrameValue(write.frameId(), write.value()))
                .toList());
      }
      ClosedMark mark = namespace.closed().get(key);
      if (mark != null) {
        closed.put(key, mark);
      }
    }
    return new Loaded(Objects.requireNonNull(namespace.meta()).fold().position(), frames, closed);
  }

  private Namespace sealed(int partition, String g) {
    Namespace namespace = partitions.get(partition).namespace(g);
    if (namespace == null || namespace.meta() == null) {
      throw new UnavailableException("Expected the namespace " + g + " but it has no meta");
    }
    return namespace;
  }

  @Override
  public List<FrameTimer> timers(int partition, String g, long dueBefore, int limit) {
    spend("redis timers", 200);
    return sealed(partition, g).frames().values().stream()
        .flatMap(frames -> frames.values().stream())
        .filter(write -> write.due() != null && write.due() < dueBefore)
        .map(
            write ->
                new FrameTimer(write.key(), write.frameId(), Objects.requireNonNull(write.due())))
        .sorted(Comparator.comparingLong(FrameTimer::due))
        .limit(limit)
        .toList();
  }

  @Override
  public CompletableFuture<Outcome> apply(int partition, String g, Apply apply) {
    node.step("apply begins");
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    long delay = world.chance(SLOW_APPLY, "apply late") ? world.between(1_000, 3_000_000) : 150;
    // One connection: what is sent later arrives later.
    long lands = Math.max(world.micros() + delay, lastLanding.getOrDefault(partition, 0L));
    lastLanding.put(partition, lands);
    world.after(lands - world.micros(), () -> land(partition, g, apply, outcome));
    node.step("apply sent");
    return outcome;
  }

  private void land(int partition, String g, Apply apply, CompletableFuture<Outcome> outcome) {
    Outcome result = isDown() ? Outcome.MISMATCH : partitions.get(partition).apply(g, apply);
    boolean unknown = isDown() || world.chance(UNKNOWN_APPLY, "apply unknown");
    world.after(
        100,
        () -> {
          if (node.isDead()) {
            return;
          }
          if (unknown) {
            outcome.completeExceptionally(new UnavailableException("connection closed"));
          } else {
            outcome.complete(result);
          }
        });
  }

  @Override
  public void fill(int partition, String g, List<FrameWrite> frames) {
    spend("redis fill", 200);
    MemoryRedis redis = partitions.get(partition);
    Namespace before = redis.namespace(g);
    Map<ExecutionKey, Map<String, FrameWrite>> all =
        new HashMap<>(before == null ? Map.of() : before.frames());
    for (FrameWrite write : frames) {
      Map<String, FrameWrite> ofExecution = new HashMap<>(all.getOrDefault(write.key(), Map.of()));
      ofExecution.put(write.frameId(), write);
      all.put(write.key(), ofExecution);
    }
    redis.put(redis.contents().pointer(), g, new Namespace(null, all, Map.of()));
    redis.filled();
  }

  @Override
  public boolean seal(int partition, String g, Meta meta, long frames) {
    spend("redis seal", 200);
    MemoryRedis redis = partitions.get(partition);
    Namespace before = redis.namespace(g);
    Map<ExecutionKey, Map<String, FrameWrite>> filled = before == null ? Map.of() : before.frames();
    if (filled.values().stream().mapToLong(Map::size).sum() != frames) {
      return false;
    }
    redis.put(redis.contents().pointer(), g, new Namespace(meta, filled, Map.of()));
    return true;
  }

  @Override
  public boolean switchTo(int partition, @Nullable String from, String to) {
    spend("redis switch", 200);
    MemoryRedis redis = partitions.get(partition);
    Namespace namespace = redis.namespace(to);
    if (!Objects.equals(redis.contents().pointer(), from) || namespace == null) {
      return false;
    }
    redis.put(to, to, namespace);
    return true;
  }

  @Override
  public void expire(int partition, String g) {
    spend("redis expire", 200);
    world.after(3_600_000_000L, () -> partitions.get(partition).remove(g));
  }

  @Override
  public OpenPage open(int partition, String g, String cursor, int executions) {
    spend("redis open", 200);
    Namespace namespace = partitions.get(partition).namespace(g);
    if (namespace == null) {
      return new OpenPage(OpenPage.FIRST, List.of());
    }
    List<ExecutionKey> keys =
        namespace.frames().keySet().stream()
            .filter(key -> cursor.equals(OpenPage.FIRST) || key.value().compareTo(cursor) > 0)
            .sorted(Comparator.comparing(ExecutionKey::value))
            .limit(executions)
            .toList();
    return new OpenPage(keys.size() < executions ? OpenPage.FIRST : keys.getLast().value(), keys);
  }

  @Override
  public Sample sample(int partition, String g, int executions) {
    spend("redis sample", 200);
    Namespace namespace = partitions.get(partition).namespace(g);
    Meta meta = namespace == null ? null : namespace.meta();
    if (namespace == null || meta == null) {
      return new Sample(Position.START, 0, 0, Map.of());
    }
    Map<ExecutionKey, List<SampledFrame>> sample =
        namespace.frames().entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey().value()))
            .limit(executions)
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> sampled(entry.getValue())));
    return new Sample(meta.fold().position(), meta.open(), namespace.frames().size(), sample);
  }

  private static List<SampledFrame> sampled(Map<String, FrameWrite> frames) {
    return frames.values().stream()
        .map(write -> new SampledFrame(new FrameValue(write.frameId(), write.value()), write.due()))
        .toList();
  }

  @Override
  public boolean index(int partition, String g, Position seen, List<IndexChange> changes) {
    spend("redis index", 200);
    if (!load(partition, g, List.of()).watermark().equals(seen)) {
      return false;
    }
    changes.forEach(
        change -> partitions.get(partition).index(g, change.key(), change.frameId(), change.due()));
    return true;
  }

  @Override
  public void distrust(int partition, String g) {
    spend("redis distrust", 200);
    MemoryRedis redis = partitions.get(partition);
    Namespace namespace = sealed(partition, g);
    redis.put(
        redis.contents().pointer(), g, new Namespace(null, namespace.frames(), namespace.closed()));
  }
}
