package io.passo.coordinator.engine;

import io.passo.asl.history.Details;
import io.passo.asl.history.HistoryCodec;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameChange;
import io.passo.asl.interpreter.FrameCodec;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.Redriven;
import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.MapRunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One execution in a batch: what it was before, what it is now, and what changed. */
final class Slot {
  private final ExecutionKey key;
  private final StateCache.@Nullable Entry before;
  private final Map<FrameId, Optional<Frame>> changed = new LinkedHashMap<>();
  private final Map<String, MapRunRecord> mapRuns = new LinkedHashMap<>();
  private final List<HistoryEvent> history = new ArrayList<>();
  private int statesEntered;
  private @Nullable ExecutionState state;
  private @Nullable String executionArn;
  private @Nullable Started started;
  private @Nullable Closed closed;

  /**
   * @param before null if nothing is known of an execution with that key
   */
  Slot(ExecutionKey key, StateCache.@Nullable Entry before) {
    this.key = key;
    this.before = before;
    this.state = before == null ? null : before.state();
    this.executionArn =
        state == null ? null : state.start().map(ExecutionStart::executionArn).orElse(null);
  }

  ExecutionKey key() {
    return key;
  }

  /** The execution, if it runs. */
  Optional<ExecutionState> running() {
    return Optional.ofNullable(state);
  }

  /** When it closed, in milliseconds since the epoch, if it has, lately. */
  Optional<Long> stopDate() {
    if (closed != null) {
      return Optional.of(closed.stopDate());
    }
    return before == null || before.closed() == null
        ? Optional.empty()
        : Optional.of(before.closed().stopDate());
  }

  /** Whether an execution of that key runs or has closed lately. */
  boolean isKnown() {
    return state != null || closed != null || (before != null && before.isKnown());
  }

  boolean isOpen(long attempt) {
    return state != null && state.isOpen(attempt);
  }

  /** Whether an attempt is open, not held back, and nobody is known to have it. */
  boolean needsCommand(long attempt) {
    return state != null
        && state.isOpen(attempt)
        && state.attempt(attempt).filter(open -> open.isHandedOut() || open.isHeld()).isEmpty();
  }

  /** Notes that this batch starts it. */
  void start(String arn, Started facts) {
    executionArn = arn;
    started = facts;
  }

  /** Takes a decision over. */
  void apply(Decision decision) {
    state = decision.next().exists() ? decision.next() : null;
    for (FrameChange change : decision.changes()) {
      changed.put(change.id(), Optional.ofNullable(change.frame()));
    }
    history.addAll(decision.history());
    statesEntered += statesEntered(decision);
  }

  /** States that a decision enters. */
  static int statesEntered(Decision decision) {
    int entered = 0;
    for (HistoryEvent event : decision.history()) {
      entered += event.details() instanceof Details.StateEntered ? 1 : 0;
    }
    return entered;
  }

  /** Notes how a Map Run of it stands; the last note of a batch counts. */
  void put(MapRunRecord run) {
    mapRuns.put(run.arn(), run);
  }

  /** Notes that this batch closes it. */
  void close(Closed end) {
    closed = end;
    state = null;
  }

  boolean isChanged() {
    return started != null || closed != null || !changed.isEmpty() || !history.isEmpty();
  }

  boolean isStarted() {
    return started != null;
  }

  @Nullable Closed closed() {
    return closed;
  }

  @Nullable Started started() {
    return started;
  }

  /** How often it was redriven, this batch included. */
  int redrives() {
    if (started != null) {
      return started.redrive() == null ? 0 : started.redrive().count();
    }
    ExecutionState running = before == null ? null : before.state();
    return running == null
        ? 0
        : running.start().map(ExecutionStart::redriven).map(Redriven::count).orElse(0);
  }

  /** ARN of the execution; only of one that runs or ran. */
  String executionArn() {
    if (executionArn == null) {
      throw new IllegalStateException("Expected an execution but none is known by the key " + key);
    }
    return executionArn;
  }

  /** Frames that changed and are there. */
  List<Frame> changedFrames() {
    return changed.values().stream().flatMap(Optional::stream).toList();
  }

  /**
   * What the commit says about it.
   *
   * @param writes gets each frame, with what is derived from it
   */
  ExecutionChange toChange(HistoryCodec codec, List<FrameWrite> writes) {
    List<FrameValue> values = new ArrayList<>(changed.size());
    changed.forEach((id, frame) -> write(id, frame, values, writes));
    return new ExecutionChange(
        key, executionArn(), values, chunk(codec), started, closed, List.copyOf(mapRuns.values()));
  }

  private void write(
      FrameId id, Optional<Frame> frame, List<FrameValue> values, List<FrameWrite> writes) {
    if (frame.isPresent() && closed == null) {
      byte[] bytes = FrameCodec.encode(frame.get());
      values.add(new FrameValue(id.value(), bytes));
      writes.add(FrameWrites.of(key, frame.get(), bytes));
    } else if (existedBefore(id)) {
      values.add(new FrameValue(id.value(), null));
      writes.add(FrameWrites.gone(key, id.value()));
    }
  }

  private boolean existedBefore(FrameId id) {
    return before != null && before.state() != null && before.state().frame(id).isPresent();
  }

  private @Nullable HistoryChunk chunk(HistoryCodec codec) {
    return history.isEmpty()
        ? null
        : new HistoryChunk(history.getFirst().id(), history.getLast().id(), codec.encode(history));
  }

  /** What to remember of it after the commit. */
  StateCache.Entry toEntry(long offset, int changedBytes) {
    int known = before == null ? 0 : before.bytes();
    ClosedMark mark =
        closed != null
            ? new ClosedMark(key, closed.status(), closed.stopDate(), offset)
            : before == null ? null : before.closed();
    return new StateCache.Entry(
        state, mark, offset, state == null ? 64 : Math.max(known, changedBytes) + 256);
  }

  /** States entered in this batch. */
  int statesEntered() {
    return statesEntered;
  }
}
