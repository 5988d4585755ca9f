package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FrameId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one flow of control stood, as its history tells. Changes while the history is read; used by
 * one thread.
 */
final class Place {
  final FrameId id;
  final @Nullable Place parent;
  final Map<String, Json> variables = new LinkedHashMap<>();
  Flow flow;

  /** The run of the Parallel or Map state it is in, once that has begun. */
  @Nullable Fan fan;

  /** The Map Run of the Distributed Map it is in, if it has not succeeded. */
  @Nullable PastRun mapRun;

  /** It has entered no state, and what it gets is not in the history. */
  boolean awaitsInput = true;

  /** A redrive lets it begin its Parallel or Map state again. */
  boolean beginsAgain;

  Place(FrameId id, @Nullable Place parent, Flow flow) {
    this.id = id;
    this.parent = parent;
    this.flow = flow;
  }

  void entered(String state, Json input, long previous, long visit, Instant at) {
    flow = Flow.before(id, state, input, previous).entered(visit, at);
    fan = null;
    mapRun = null;
    awaitsInput = false;
    beginsAgain = false;
  }

  /**
   * A Map Run.
   *
   * @param started event that started its state, which names its frame
   * @param error why it has failed the last time; null if it was aborted, or runs
   */
  record PastRun(String arn, long started, @Nullable String error) {
    PastRun failed(@Nullable String why) {
      return new PastRun(arn, started, why);
    }

    /** Whether what its children gave has been written to where its results go. */
    boolean isPublished() {
      return error != null && !error.equals(ErrorName.RESULT_WRITER_FAILED);
    }
  }

  /**
   * A run of a Parallel or inline Map state.
   *
   * @param started event that started it
   * @param total branches or items
   * @param results of those that ended, by index
   * @param open those that have begun and not ended, by index
   */
  record Fan(
      FrameId id,
      long started,
      int total,
      TreeMap<Integer, Json> results,
      TreeMap<Integer, Place> open) {
    Fan(FrameId id, long started, int total) {
      this(id, started, total, new TreeMap<>(), new TreeMap<>());
    }

    /** Index of the first that has not begun: they begin in their order. */
    int next() {
      int ended = results.isEmpty() ? -1 : results.lastKey();
      int running = open.isEmpty() ? -1 : open.lastKey();
      return Math.max(ended, running) + 1;
    }
  }
}
