package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.PartitionMeta;
import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.StateStore.Meta;
import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.protocol.ExecutionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Redis of one partition, with its recent past, so that it can lose its newest writes. */
public final class MemoryRedis {
  private static final int REMEMBERED = 12;

  private final Deque<Contents> past = new ArrayDeque<>();
  private Contents now = Contents.EMPTY;
  private int lostWithNextFill;

  /** How often executions were read. */
  public int loads;

  /**
   * All that is stored: the pointer and the namespaces. Never changed in place.
   *
   * @param half what the next start adds
   * @param newest what made it this, if that was an apply
   */
  record Contents(
      @Nullable String pointer,
      Map<String, Namespace> namespaces,
      @Nullable Half half,
      @Nullable Written newest) {
    static final Contents EMPTY = new Contents(null, Map.of(), null, null);
  }

  /** An apply to a namespace. */
  record Written(String g, Apply apply) {
    Half half(int writes) {
      List<FrameWrite> frames = apply.frames();
      return new Half(g, frames.subList(0, Math.min(writes, frames.size())));
    }
  }

  /**
   * The beginning of a transaction whose end was cut off the append-only file (docs/adr/0041), as
   * far as nothing has overwritten it since.
   */
  record Half(String g, List<FrameWrite> frames) {
    // What had nothing to delete was not appended.
    Half after(Apply apply, Namespace before) {
      List<FrameWrite> left = new ArrayList<>(frames);
      for (FrameWrite write : apply.frames()) {
        if (write.value() != null || before.has(write.key(), write.frameId())) {
          left.removeIf(
              old -> old.key().equals(write.key()) && old.frameId().equals(write.frameId()));
        }
      }
      for (ClosedMark mark : apply.closed()) {
        left.removeIf(
            old -> old.key().equals(mark.key()) && before.frames().containsKey(mark.key()));
      }
      return new Half(g, List.copyOf(left));
    }
  }

  /** One namespace; without meta while it is filled. */
  public record Namespace(
      @Nullable Meta meta,
      Map<ExecutionKey, Map<String, FrameWrite>> frames,
      Map<ExecutionKey, ClosedMark> closed) {
    boolean has(ExecutionKey key, String frameId) {
      return frames.getOrDefault(key, Map.of()).containsKey(frameId);
    }
  }

  Contents contents() {
    return now;
  }

  private void put(Contents next) {
    past.addLast(now);
    if (past.size() > REMEMBERED) {
      past.removeFirst();
    }
    now = next;
  }

  @Nullable Namespace namespace(String g) {
    return now.namespaces().get(g);
  }

  void put(@Nullable String pointer, String g, Namespace namespace) {
    put(new Contents(pointer, with(g, namespace), now.half(), null));
  }

  private Map<String, Namespace> with(String g, Namespace namespace) {
    Map<String, Namespace> next = new HashMap<>(now.namespaces());
    next.put(g, namespace);
    return next;
  }

  void remove(String g) {
    Map<String, Namespace> next = new HashMap<>(now.namespaces());
    next.remove(g);
    put(new Contents(now.pointer(), next, now.half(), null));
  }

  /** Loses its newest writes: a crash with a persistence that lags. */
  public void loseNewest(int writes) {
    for (int i = 0; i < writes && !past.isEmpty(); i++) {
      now = past.removeLast();
    }
    if (now.half() != null) {
      now = carriedOut(now.half());
    }
  }

  /**
   * Loses its newest writes but for the beginning of the oldest one, which the start after this one
   * carries out.
   *
   * @param frames how many of the frames that it wrote
   */
  public void tearNewest(int writes, int frames) {
    loseNewest(Math.min(writes, past.size()) - 1);
    // Of what is not lost nothing is torn.
    Written torn = past.isEmpty() ? null : now.newest();
    loseNewest(1);
    if (torn != null) {
      now = new Contents(now.pointer(), now.namespaces(), torn.half(frames), now.newest());
    }
  }

  /** Its namespace has no fold then: of the counts in the meta only the first one is there. */
  private Contents carriedOut(Half half) {
    Namespace namespace = namespace(half.g());
    if (namespace == null) {
      return new Contents(now.pointer(), now.namespaces(), null, null);
    }
    Map<ExecutionKey, Map<String, FrameWrite>> frames = written(namespace, half.frames());
    Namespace torn = new Namespace(null, frames, namespace.closed());
    return new Contents(now.pointer(), with(half.g(), torn), null, null);
  }

  /** Loses its newest writes as soon as a namespace has been given some of its frames. */
  public void loseWithNextFill(int writes) {
    lostWithNextFill = writes;
  }

  void filled() {
    loseNewest(lostWithNextFill);
    lostWithNextFill = 0;
  }

  /** Puts a frame elsewhere into the index of timers, or nowhere. */
  public void index(String g, ExecutionKey key, String frameId, @Nullable Long due) {
    Namespace namespace = Objects.requireNonNull(namespace(g));
    Map<ExecutionKey, Map<String, FrameWrite>> frames = new HashMap<>(namespace.frames());
    Map<String, FrameWrite> ofExecution = new HashMap<>(frames.getOrDefault(key, Map.of()));
    ofExecution.computeIfPresent(
        frameId, (id, write) -> new FrameWrite(key, id, write.value(), due, write.activity()));
    frames.put(key, ofExecution);
    put(now.pointer(), g, new Namespace(namespace.meta(), frames, namespace.closed()));
  }

  /** Loses the frames of one execution, as no crash would. */
  public void lose(ExecutionKey key) {
    String g = Objects.requireNonNull(now.pointer());
    Namespace namespace = Objects.requireNonNull(namespace(g));
    Map<ExecutionKey, Map<String, FrameWrite>> frames = new HashMap<>(namespace.frames());
    frames.remove(key);
    put(g, g, new Namespace(namespace.meta(), frames, namespace.closed()));
  }

  /** Frames of the namespace that is read. */
  public Map<ExecutionKey, Map<String, FrameWrite>> frames() {
    String g = now.pointer();
    Namespace namespace = g == null ? null : namespace(g);
    return namespace == null ? Map.of() : namespace.frames();
  }

  /** Loses everything. */
  public void wipe() {
    past.clear();
    now = Contents.EMPTY;
  }

  /** Every namespace that has its meta, by name. */
  public Map<String, Namespace> sealed() {
    Map<String, Namespace> sealed = new TreeMap<>(now.namespaces());
    sealed.values().removeIf(namespace -> namespace.meta() == null);
    return sealed;
  }

  /** Frames of the namespace that is read that wait for a worker of an activity. */
  public List<FrameWrite> waiting() {
    String g = now.pointer();
    Namespace namespace = g == null ? null : namespace(g);
    return namespace == null || namespace.meta() == null
        ? List.of()
        : namespace.frames().values().stream()
            .flatMap(frames -> frames.values().stream())
            .filter(frame -> frame.activity() != null)
            .toList();
  }

  /** The namespace that is read, if it is there. */
  public @Nullable Meta meta() {
    String g = now.pointer();
    Namespace namespace = g == null ? null : namespace(g);
    return namespace == null ? null : namespace.meta();
  }

  Outcome apply(String g, Apply apply) {
    Namespace namespace = namespace(g);
    Meta meta = namespace == null ? null : namespace.meta();
    if (namespace == null || meta == null) {
      return Outcome.MISMATCH;
    }
    long watermark = meta.fold().position().offset();
    if (watermark >= apply.next().position().offset()) {
      return Outcome.ALREADY;
    }
    if (watermark != apply.previous().offset()) {
      return Outcome.MISMATCH;
    }
    Half half = now.half();
    put(
        new Contents(
            now.pointer(),
            with(g, applied(namespace, meta, apply)),
            half == null || !half.g().equals(g) ? half : half.after(apply, namespace),
            new Written(g, apply)));
    return Outcome.APPLIED;
  }

  private static Map<ExecutionKey, Map<String, FrameWrite>> written(
      Namespace before, List<FrameWrite> writes) {
    Map<ExecutionKey, Map<String, FrameWrite>> frames = new HashMap<>(before.frames());
    for (FrameWrite write : writes) {
      Map<String, FrameWrite> ofExecution =
          new HashMap<>(frames.getOrDefault(write.key(), Map.of()));
      if (write.value() == null) {
        ofExecution.remove(write.frameId());
      } else {
        ofExecution.put(write.frameId(), write);
      }
      frames.put(write.key(), ofExecution);
    }
    return frames;
  }

  private static Namespace applied(Namespace before, Meta meta, Apply apply) {
    Map<ExecutionKey, Map<String, FrameWrite>> frames = written(before, apply.frames());
    Map<ExecutionKey, ClosedMark> closed = new HashMap<>(before.closed());
    apply.closed().forEach(mark -> closed.put(mark.key(), mark));
    apply.closed().forEach(mark -> frames.remove(mark.key()));
    frames.values().removeIf(Map::isEmpty);
    PartitionMeta fold = apply.next();
    return new Namespace(
        new Meta(fold, meta.topicId(), meta.markersFrom(), frames.size()), frames, closed);
  }
}
