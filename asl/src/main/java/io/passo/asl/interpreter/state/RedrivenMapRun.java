package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.MapRun;
import io.passo.asl.interpreter.MapRunCounts;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.MapRunRedrive;
import io.passo.asl.interpreter.PastMapRun;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ResultWriter;
import io.passo.asl.model.StateMachineType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a Map Run go on that has ended without success (operations.md §7): what children gave that
 * succeeded is kept, the other ones are redriven under their names, and items that no child was
 * given are begun.
 */
final class RedrivenMapRun {
  /** Whose names are made again, one by one, which takes a microsecond or two each. */
  private static final int MOST_CHILDREN = 500_000;

  private RedrivenMapRun() {}

  /**
   * Puts it where it stood.
   *
   * @return false if it cannot go on, so that another Map Run has to begin; nothing is changed then
   */
  static boolean goOn(MapState state, Flow flow, Place.PastRun run, PastMapRun past, Draft draft) {
    MapRunFrame frame = frame(state, flow.id().fanOut(run.started()), past, draft);
    return frame != null
        && keepsResults(state, run, past, draft)
        && MapRunItems.of(state, flow, draft)
            instanceof Evaluation.Value<MapRunItems>(MapRunItems items)
        && goOn(state, flow, frame, items, past, draft);
  }

  /**
   * What has been written stays where it is, if it was. Else outputs are kept, but what tells more
   * than those is not at hand.
   */
  private static boolean keepsResults(
      MapState state, Place.PastRun run, PastMapRun past, Draft draft) {
    ResultWriter writer = state.resultWriter();
    if (writer.isExport()) {
      return run.isPublished();
    }
    if (past.leftOut() > 0) {
      return false;
    }
    long bytes = 1;
    for (PastMapRun.Child child : past.children()) {
      Json output = child.output();
      if (child.status() == ExecutionStatus.SUCCEEDED) {
        if (output == null) {
          return false;
        }
        bytes += output.size() + 1;
      }
    }
    return writer.transformation() != ResultWriter.Transformation.NONE
        && bytes <= draft.limits().payloadBytes();
  }

  /** Null if a child is not known by its name. */
  private static @Nullable MapRunFrame frame(
      MapState state, FrameId id, PastMapRun past, Draft draft) {
    boolean express = state.itemProcessor().config().executionType() == StateMachineType.EXPRESS;
    int begun = past.children().size() + past.leftOut();
    if (begun > MOST_CHILDREN) {
      return null;
    }
    int unnamed = 0;
    Map<String, PastMapRun.Child> byArn = new HashMap<>();
    past.children().forEach(child -> byArn.put(child.executionArn(), child));
    MapRunCounts items = MapRunCounts.NONE;
    MapRunCounts children = MapRunCounts.NONE;
    List<Integer> waiting = new ArrayList<>();
    List<Integer> waitingItems = new ArrayList<>();
    for (int index = 0; index < begun; index++) {
      PastMapRun.Child child = byArn.get(MapRunArns.child(past.arn(), index, express));
      if (child == null) {
        unnamed++;
      } else if (child.status() == ExecutionStatus.SUCCEEDED) {
        items = items.plus(ExecutionStatus.SUCCEEDED, child.items());
        children = children.plus(ExecutionStatus.SUCCEEDED, 1);
      } else {
        waiting.add(index);
        waitingItems.add(child.items());
      }
    }
    if (unnamed != past.leftOut()) {
      return null;
    }
    items = items.plus(ExecutionStatus.SUCCEEDED, past.leftOutItems());
    children = children.plus(ExecutionStatus.SUCCEEDED, past.leftOut());
    return new MapRunFrame(
        id,
        past.arn(),
        express,
        past.startedAt(),
        past.limits(),
        past.total(),
        past.nextItem(),
        begun,
        List.of(),
        items,
        children,
        0,
        draft.now(),
        null,
        null,
        new MapRunRedrive(past.redriveCount() + 1, draft.now(), begun, waiting, waitingItems),
        // Its account may have as many open ones as it may by now.
        true);
  }

  private static boolean goOn(
      MapState state,
      Flow flow,
      MapRunFrame frame,
      MapRunItems items,
      PastMapRun past,
      Draft draft) {
    if (!(ItemPages.source(state, items)
            instanceof Evaluation.Value<Optional<Json>>(Optional<Json> source))
        || !(ResultExports.destination(state, items)
            instanceof Evaluation.Value<Optional<Json>>(Optional<Json> destination))) {
      return false;
    }
    if (source.isEmpty() && items.size() != past.total()) {
      return false; // They are evaluated again, and are others now.
    }
    items.keep(frame.id());
    MapRunFrame run =
        destination.isPresent()
            ? ResultExports.begin(frame, destination.get(), draft)
            : keepResults(frame, past, draft);
    run = source.isPresent() ? ItemPages.begin(run, source.get(), draft) : run;
    int count = past.redriveCount() + 1;
    Flow after =
        flow.after(draft.record(flow.lastEvent(), new Details.MapRunRedriven(past.arn(), count)));
    draft.put(run);
    draft.put(new FlowFrame(after, new Waiting.ForChildren(run.startedEvent())));
    draft.effect(new Effect.MapRunChanged(run.toMapRun(MapRun.Status.RUNNING, null)));
    return true;
  }

  private static MapRunFrame keepResults(MapRunFrame frame, PastMapRun past, Draft draft) {
    Map<String, Json> outputs = new HashMap<>();
    for (PastMapRun.Child child : past.children()) {
      Json output = child.output();
      if (child.status() == ExecutionStatus.SUCCEEDED && output != null) {
        outputs.put(child.executionArn(), output);
      }
    }
    long bytes = 0;
    for (int index = 0; index < frame.next(); index++) {
      Json output = outputs.get(MapRunArns.child(frame.arn(), index, frame.express()));
      if (output != null) {
        bytes += output.size() + 1;
        FanOuts.keep(frame.id(), index, output, bytes, draft);
      }
    }
    return frame.withResults(bytes);
  }
}
