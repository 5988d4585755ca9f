package io.passo.coordinator.engine;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.Position;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Redis: the fold of each partition's journal up to a watermark, in a namespace per partition and
 * rebuild ({@code g}). Blocking calls give up after 5 s with {@link UnavailableException}.
 */
public interface StateStore {
  /**
   * The namespace that the partition's pointer names, with its meta; empty if there is none or the
   * meta is gone.
   */
  Optional<View> view(int partition);

  /** The namespace that the partition's pointer names, whether its meta is there or not. */
  @Nullable String pointer(int partition);

  /**
   * Frames, marks of executions that closed in the last 4 h, and the watermark, read in one atomic
   * step. Executions without either are absent from the maps.
   */
  Loaded load(int partition, String g, Collection<ExecutionKey> keys);

  /** Frames with a timer due before a moment, the earliest first. */
  List<FrameTimer> timers(int partition, String g, long dueBefore, int limit);

  /**
   * Applies valid records in one atomic script: only if the watermark is {@code previous}. Does not
   * wait; applies of a partition take effect in the order of the calls.
   *
   * @return the outcome; a failure means that it is unknown, and it may never be done: whoever
   *     looks at it has to give up in time
   */
  CompletableFuture<Outcome> apply(int partition, String g, Apply apply);

  /** Puts frames of open executions into a namespace that nobody reads yet. */
  void fill(int partition, String g, List<FrameWrite> frames);

  /**
   * Puts the meta into a filled namespace, last of all.
   *
   * @param frames how many were filled
   * @return false if not all of them are there: Redis lost its newest writes meanwhile
   */
  boolean seal(int partition, String g, Meta meta, long frames);

  /**
   * Lets the pointer name another namespace, if it still names {@code from}.
   *
   * @return false if it does not
   */
  boolean switchTo(int partition, @Nullable String from, String to);

  /** Lets a namespace that no pointer names expire, after an hour, its meta first. Best effort. */
  void expire(int partition, String g);

  /**
   * Some open executions, in an order of their own. Whoever goes through all pages meets each
   * execution that is open all the while, perhaps more than once.
   *
   * @param cursor {@link OpenPage#FIRST}, or that of the page before
   * @param executions about so many
   */
  OpenPage open(int partition, String g, String cursor, int executions);

  /**
   * Some open executions, picked at random, with what the index of timers says of their frames, in
   * one atomic step.
   *
   * @param executions at most this many
   */
  Sample sample(int partition, String g, int executions);

  /**
   * Repairs the index of timers, if the watermark is still the one that was seen.
   *
   * @return false if it is not
   */
  boolean index(int partition, String g, Position seen, List<IndexChange> changes);

  /**
   * Notes that a namespace is no fold of the journal: from now on nobody finds its meta, so nobody
   * reads or writes it, and the next takeover rebuilds.
   */
  void distrust(int partition, String g);

  /**
   * Meta of a namespace.
   *
   * @param topicId journal topic it is a fold of
   * @param markersFrom closed marks are complete for closings after this moment, milliseconds since
   *     the epoch
   * @param open number of open executions
   */
  record Meta(PartitionMeta fold, String topicId, long markersFrom, long open) {}

  /** A namespace and its meta. */
  record View(String g, Meta meta) {}

  /**
   * Some open executions.
   *
   * @param cursor where the next page begins; {@link #FIRST} after the last one
   */
  record OpenPage(String cursor, List<ExecutionKey> keys) {
    public static final String FIRST = "0";
  }

  /** Frames and marks by execution, at a watermark. */
  record Loaded(
      Position watermark,
      Map<ExecutionKey, List<FrameValue>> frames,
      Map<ExecutionKey, ClosedMark> closed) {}

  /**
   * Mark of an execution that closed.
   *
   * @param key the execution
   * @param status as the API names it
   * @param stopDate milliseconds since the epoch
   * @param offset journal offset after the record that closed it
   */
  record ClosedMark(ExecutionKey key, String status, long stopDate, long offset) {}

  /** A frame that waits for a moment. */
  record FrameTimer(ExecutionKey key, String frameId, long due) {}

  /**
   * What an audit looks at.
   *
   * @param watermark {@link Position#START} if there is no meta
   * @param open number of open executions, as the meta says
   * @param members number of executions that are listed as open
   * @param executions the sample; an execution whose frames are gone has none
   */
  record Sample(
      Position watermark,
      long open,
      long members,
      Map<ExecutionKey, List<SampledFrame>> executions) {}

  /**
   * A frame and the moment at which the index of timers has it due.
   *
   * @param indexed milliseconds since the epoch, null if it is not there
   */
  record SampledFrame(FrameValue value, @Nullable Long indexed) {}

  /**
   * Where the index of timers should have a frame.
   *
   * @param due milliseconds since the epoch, null for nowhere
   */
  record IndexChange(ExecutionKey key, String frameId, @Nullable Long due) {}

  /**
   * New value of a frame with what is derived from it.
   *
   * @param value null removes the frame
   * @param due earliest timer of the frame in milliseconds since the epoch, null for none
   * @param activity set if the frame waits for a worker of an activity
   */
  @SuppressWarnings("ArrayRecordComponent")
  record FrameWrite(
      ExecutionKey key,
      String frameId,
      byte @Nullable [] value,
      @Nullable Long due,
      @Nullable WaitingActivity activity) {}

  /** An activity task that nobody has yet. */
  record WaitingActivity(String activityArn, long attempt, long scheduledAt) {}

  /**
   * What records did.
   *
   * @param previous watermark before
   * @param next meta of the fold after
   * @param frames changed frames, the last value each
   * @param opened executions that started and are still open
   * @param closed executions that closed; all their frames go
   */
  record Apply(
      Position previous,
      PartitionMeta next,
      List<FrameWrite> frames,
      List<ExecutionKey> opened,
      List<ClosedMark> closed) {
    public Apply {
      frames = List.copyOf(frames);
      opened = List.copyOf(opened);
      closed = List.copyOf(closed);
    }
  }

  /** Outcome of an apply. */
  enum Outcome {
    /** It took effect. */
    APPLIED,
    /** The watermark is there or beyond already: somebody applied the same records. */
    ALREADY,
    /** The watermark is another one, or the meta is gone: something was lost. */
    MISMATCH
  }
}
