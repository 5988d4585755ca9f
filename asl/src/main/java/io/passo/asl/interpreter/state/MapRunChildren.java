package io.passo.asl.interpreter.state;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.MapRunChild;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.MapRunRedrive;
import io.passo.asl.interpreter.Redriven;
import io.passo.asl.interpreter.state.MapRunItems.Share;
import io.passo.asl.interpreter.state.MapRunItems.Shares;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ResultWriter;
import java.util.Map;

/** Begins, redrives and stops the child executions of a Map Run. */
final class MapRunChildren {
  private MapRunChildren() {}

  /** Begins one child for each share. */
  static MapRunFrame begin(MapState state, MapRunFrame run, Shares shares, Draft draft) {
    int index = run.next();
    for (Share share : shares.shares()) {
      draft.effect(new Effect.StartChild(child(state, run, index++, share, draft)));
    }
    int count = shares.shares().size();
    int item = run.nextItem() + shares.items();
    boolean more = !shares.isStalled() && item < run.total() && count < run.room();
    return run.begun(count, item, more ? draft.now() : null);
  }

  private static ExecutionStart child(
      MapState state, MapRunFrame run, int index, Share share, Draft draft) {
    ExecutionStart parent = draft.start();
    MapRunChild child =
        new MapRunChild(
            run.arn(),
            parent.executionArn(),
            state.name(),
            run.id(),
            index,
            share.items(),
            state.resultWriter().transformation() == ResultWriter.Transformation.NONE);
    return new ExecutionStart(
            MapRunArns.child(run.arn(), index, run.express()),
            MapRunArns.childName(run.arn(), index),
            MapRunArns.stateMachine(run.arn()),
            parent.stateMachineName(),
            parent.roleArn(),
            parent.definitionHash(),
            share.input(),
            draft.now(),
            null,
            null,
            parent.traceHeader())
        .asChildOf(child);
  }

  /**
   * Tells children to go on that had not succeeded, as many as may run.
   *
   * @param most of them in one call
   */
  static MapRunFrame redrive(
      MapState state, MapRunFrame run, MapRunRedrive redrive, int most, Draft draft) {
    int count = Math.min(Math.min(run.room(), most), redrive.waiting().size());
    for (int i = 0; i < count; i++) {
      Share share = new Share(Json.EMPTY_OBJECT, redrive.waitingItems().get(i));
      ExecutionStart child = child(state, run, redrive.waiting().get(i), share, draft);
      draft.effect(new Effect.StartChild(child.redriven(new Redriven(1, redrive.at(), Map.of()))));
    }
    return run.redriving(redrive, count, draft.now());
  }

  /** Stops those that run; Express ones run on. */
  static void stop(MapRunFrame run, Draft draft) {
    if (!run.express()) {
      for (int index : run.running()) {
        draft.effect(new Effect.StopChild(MapRunArns.child(run.arn(), index, false)));
      }
    }
  }
}
