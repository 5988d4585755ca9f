package io.passo.asl.interpreter.state;

import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.FanOutFrame;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.ResultsFrame;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.MapState;
import io.passo.asl.model.State;
import io.passo.asl.model.TaskState;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** The shared steps of Parallel and inline Map: results, and the end of what still runs. */
final class FanOuts {
  private FanOuts() {}

  /** The fan-out that a flow waits for. */
  static FanOutFrame of(FlowFrame parent, Draft draft) {
    if (parent.waiting() instanceof Waiting.ForChildren(long startedEvent)
        && draft.frame(parent.id().fanOut(startedEvent)) instanceof FanOutFrame fanOut) {
      return fanOut;
    }
    throw new IllegalStateException("Expected a fan-out of flow " + parent.id());
  }

  /** Keeps a result and takes its branch or iteration off the running ones. */
  static FanOutFrame keep(FanOutFrame fanOut, Signal.ChildEnded child, Draft draft) {
    FanOutFrame rest = fanOut.ended(child.index(), child.output().size() + 1);
    draft.put(rest);
    keep(rest.id(), child.index(), child.output(), rest.resultBytes(), draft);
    return rest;
  }

  /**
   * Keeps the result of one branch, iteration or child, if all together are small enough.
   *
   * @param bytes size of the results with this one
   */
  static void keep(FrameId id, int index, Json result, long bytes, Draft draft) {
    // Too large already: the results can only be counted.
    if (!isTooLarge(bytes, draft)) {
      FrameId chunk = id.results(index / ResultsFrame.SIZE);
      draft.put(chunk(chunk, draft).with(index, result));
    }
  }

  private static ResultsFrame chunk(FrameId id, Draft draft) {
    return draft.frame(id) instanceof ResultsFrame chunk ? chunk : ResultsFrame.empty(id);
  }

  /** Whether the array of results exceeds the payload limit: brackets and a comma behind each. */
  static boolean isTooLarge(long resultBytes, Draft draft) {
    return resultBytes + 1 > draft.limits().payloadBytes();
  }

  /** The array of all results; the frames of the fan-out are gone after it. */
  static Json collect(FanOutFrame fanOut, Draft draft) {
    Json results = collect(fanOut.id(), fanOut.next(), fanOut.resultBytes(), draft);
    discard(fanOut, draft);
    return results;
  }

  /** The array of the first {@code count} results of a fan-out or Map Run. */
  static Json collect(FrameId id, int count, long bytes, Draft draft) {
    ByteArrayOutputStream array = new ByteArrayOutputStream((int) bytes + 2);
    array.write('[');
    for (int i = 0; i < chunks(count); i++) {
      for (Json result : chunk(id.results(i), draft).results()) {
        if (array.size() > 1) {
          array.write(',');
        }
        array.writeBytes(result.utf8());
      }
    }
    array.write(']');
    return Json.of(array.toByteArray());
  }

  /** Drops the bookkeeping and the results. */
  static void discard(FanOutFrame fanOut, Draft draft) {
    discard(fanOut.id(), fanOut.next(), draft);
  }

  /** Drops a fan-out or Map Run with {@code count} results. */
  static void discard(FrameId id, int count, Draft draft) {
    for (int i = 0; i < chunks(count); i++) {
      draft.remove(id.results(i));
    }
    draft.remove(id.items());
    draft.remove(id);
  }

  private static int chunks(int count) {
    return (count + ResultsFrame.SIZE - 1) / ResultsFrame.SIZE;
  }

  /**
   * Writes the time-outs of siblings that are due at the same moment as the failure: they have
   * timed out by themselves before the failure reaches them (observed, history.md §3).
   */
  static void expireWith(Flow failed, FanOutFrame fanOut, Draft draft) {
    for (int index : fanOut.running()) {
      FlowFrame sibling = draft.flow(fanOut.id().child(index));
      if (sibling != null
          && !sibling.id().equals(failed.id())
          && sibling.waiting() instanceof Waiting.ForAttempt attempt
          && draft.machine().state(sibling.flow().state()) instanceof TaskState task
          && attempt.timeoutDue() != null
          && !attempt.timeoutDue().isAfter(draft.now())) {
        Flow after = Attempts.recordTimeOut(task, sibling.flow(), attempt, draft);
        draft.put(new FlowFrame(after, attempt.reached(Waiting.Progress.STARTED)));
      }
    }
  }

  /**
   * Ends everything that runs in a fan-out because one branch or iteration failed. Every event
   * names the failure as previous (history.md §3).
   *
   * @param state the Parallel or Map state
   * @param failed where it failed
   */
  static void abort(State state, FanOutFrame fanOut, Flow failed, long failedEvent, Draft draft) {
    for (int index : fanOut.running()) {
      FrameId id = fanOut.id().child(index);
      if (!id.equals(failed.id())) {
        abortChild(state, id, index, failedEvent, draft);
      }
    }
    // The state that failed has not been left either.
    abortState(failed, failedEvent, draft);
    discard(fanOut, draft);
  }

  /** Ends all that runs because the state itself failed. */
  static void abortAll(State state, FanOutFrame fanOut, long failedEvent, Draft draft) {
    for (int index : fanOut.running()) {
      abortChild(state, fanOut.id().child(index), index, failedEvent, draft);
    }
    discard(fanOut, draft);
  }

  private static void abortChild(
      State state, FrameId id, int index, long failedEvent, Draft draft) {
    FlowFrame child = draft.flow(id);
    if (child == null) {
      throw new IllegalStateException("Expected a frame of running flow " + id);
    }
    abortFlow(child, failedEvent, draft);
    if (state instanceof MapState map) {
      draft.record(
          failedEvent,
          new Details.MapIteration(EventType.MAP_ITERATION_ABORTED, map.name(), index));
    }
  }

  private static void abortFlow(FlowFrame frame, long failedEvent, Draft draft) {
    Flow flow = frame.flow();
    switch (frame.waiting()) {
      case Waiting.ForAttempt attempt -> cancel(flow, attempt, draft);
      case Waiting.ForChildren(long startedEvent) -> {
        if (draft.frame(flow.id().fanOut(startedEvent)) instanceof MapRunFrame run) {
          MapRuns.abort(run, failedEvent, draft);
        } else {
          abortAll(draft.machine().state(flow.state()), of(frame, draft), failedEvent, draft);
        }
      }
      case Waiting.ForRetry ignored -> {}
      case Waiting.ToContinue ignored -> {}
      case Waiting.UntilDue ignored -> {}
    }
    abortState(flow, failedEvent, draft);
    draft.forgetVariables(flow);
    draft.remove(flow.id());
  }

  private static void cancel(Flow flow, Waiting.ForAttempt attempt, Draft draft) {
    if (draft.machine().state(flow.state()) instanceof TaskState task) {
      Attempts.recordBegun(task, flow, attempt, draft);
      draft.effect(new Effect.CancelTask(attempt.attempt(), task.resource()));
    }
  }

  private static void abortState(Flow flow, long failedEvent, Draft draft) {
    if (flow.visit() == 0) {
      return;
    }
    Optional<EventType> aborted = StateEvents.aborted(draft.machine().state(flow.state()));
    aborted.ifPresent(type -> draft.record(failedEvent, new Details.Plain(type)));
  }
}
