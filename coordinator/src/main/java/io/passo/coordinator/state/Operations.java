package io.passo.coordinator.state;

import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.StateStore.WaitingActivity;
import io.passo.protocol.ExecutionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the arguments of {@code apply.lua}. */
final class Operations {
  private static final Duration MARKS_KEPT = Duration.ofHours(4);
  // Counters wait for nothing.
  private static final String COUNTERS = "c";

  private final List<Object> arguments = new ArrayList<>();
  private final Map<ExecutionKey, List<FrameWrite>> byExecution = new LinkedHashMap<>();
  private final List<Object> timers = new ArrayList<>();
  private final List<Object> timersGone = new ArrayList<>();
  private final List<Object> notWaiting = new ArrayList<>();
  private final Set<ExecutionKey> fresh;
  private final Set<ExecutionKey> gone = new HashSet<>();

  /**
   * @param fresh executions that are not in Redis yet: nothing of theirs needs removing
   */
  Operations(Set<ExecutionKey> fresh) {
    this.fresh = fresh;
  }

  /** The arguments after the meta fields. */
  List<Object> of(List<FrameWrite> frames, List<ExecutionKey> opened, List<ClosedMark> closed) {
    closed.forEach(mark -> gone.add(mark.key()));
    frames.forEach(this::take);
    byExecution.forEach(this::frames);
    opened.forEach(key -> add("O", key.value()));
    closed.forEach(this::close);
    counted("T", timers, 2);
    counted("U", timersGone, 1);
    counted("B", notWaiting, 1);
    return arguments;
  }

  private void take(FrameWrite write) {
    byExecution.computeIfAbsent(write.key(), key -> new ArrayList<>()).add(write);
    String member = RedisNames.member(write.key(), write.frameId());
    if (write.due() != null) {
      timers.add(write.due());
      timers.add(member);
    } else if (mayHaveWaited(write)) {
      timersGone.add(member);
    }
    WaitingActivity activity = write.activity();
    if (activity != null) {
      add("A", member, activity.activityArn(), activity.scheduledAt(), activity.attempt());
    } else if (mayHaveWaited(write)) {
      notWaiting.add(member);
    }
  }

  private boolean mayHaveWaited(FrameWrite write) {
    return !fresh.contains(write.key()) && !write.frameId().equals(COUNTERS);
  }

  private void frames(ExecutionKey key, List<FrameWrite> writes) {
    if (gone.contains(key)) {
      // The whole hash goes.
      return;
    }
    List<Object> set = new ArrayList<>();
    List<Object> removed = new ArrayList<>();
    for (FrameWrite write : writes) {
      byte[] value = write.value();
      if (value == null) {
        removed.add(write.frameId());
      } else {
        set.add(write.frameId());
        set.add(value);
      }
    }
    if (!set.isEmpty()) {
      add("F", key.value(), set.size() / 2);
      arguments.addAll(set);
    }
    if (!removed.isEmpty()) {
      add("D", key.value(), removed.size());
      arguments.addAll(removed);
    }
  }

  private void close(ClosedMark mark) {
    add("C", mark.key().value(), MARKS_KEPT.toMillis(), ClosedMarks.text(mark));
  }

  private void counted(String operation, List<Object> items, int width) {
    if (!items.isEmpty()) {
      add(operation, items.size() / width);
      arguments.addAll(items);
    }
  }

  private void add(Object... more) {
    arguments.addAll(List.of(more));
  }
}
