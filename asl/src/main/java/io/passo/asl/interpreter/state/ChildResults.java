package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.MapRunFrame;

/** What a child execution adds to the result of a Distributed Map. */
final class ChildResults {
  private ChildResults() {}

  /** The output of a child that succeeded; of another one what is known about it. */
  static Json of(MapRunFrame run, Event.ChildFinished event) {
    Event.FinishedChild child = event.child();
    return child.status() == ExecutionStatus.SUCCEEDED && child.output() != null
        ? child.output()
        : described(run, event.index(), child);
  }

  private static Json described(MapRunFrame run, int index, Event.FinishedChild child) {
    ObjectNode result = Json.object();
    if (child.cause() != null) {
      result.put("Cause", child.cause());
    }
    if (child.error() != null) {
      result.put("Error", child.error());
    }
    result.put("ExecutionArn", MapRunArns.child(run.arn(), index, run.express()));
    if (child.input() != null) {
      result.put("Input", child.input().text());
      result.set("InputDetails", Json.object().put("Included", true));
    }
    return Json.of(
        result
            .put("Name", MapRunArns.childName(run.arn(), index))
            .put("RedriveCount", 0)
            .put("RedriveStatus", "NOT_REDRIVABLE")
            .put("StartDate", child.startDate().toString())
            .put("StateMachineArn", MapRunArns.stateMachine(run.arn()))
            .put("Status", child.status().name())
            .put("StopDate", child.stopDate().toString()));
  }
}
