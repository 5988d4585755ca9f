package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.model.ResultWriter;
import io.passo.asl.model.ResultWriter.Transformation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a child execution adds to the result of a Distributed Map. */
final class ChildResults {
  private ChildResults() {}

  /**
   * What is exported of a child: everything about it, or of one that succeeded its output alone if
   * nothing else is written.
   */
  static Json exported(ResultWriter writer, MapRunFrame run, Event.ChildFinished event) {
    Json output = event.child().output();
    return writer.transformation() == Transformation.NONE || output == null
        ? described(run, event.index(), event.child())
        : Json.of(Json.object().put("Output", output.text()).put("Status", "SUCCEEDED"));
  }

  /** What a child adds to the output of the state: if it did not succeed what is known about it. */
  static Json of(ResultWriter writer, MapRunFrame run, Event.ChildFinished event) {
    Event.FinishedChild child = event.child();
    return child.status() == ExecutionStatus.SUCCEEDED
            && child.output() != null
            && writer.transformation() != Transformation.NONE
        ? child.output()
        : described(run, event.index(), child);
  }

  /** The output of the state. */
  static Json joined(ResultWriter writer, Json results) {
    Json all =
        writer.transformation() == Transformation.FLATTEN ? flattened(results.node()) : results;
    return writer.lines() ? lines(all.node()) : all;
  }

  private static Json flattened(JsonNode results) {
    var flat = Json.object().arrayNode();
    for (JsonNode result : results) {
      if (result.isArray()) {
        result.forEach(flat::add);
      } else {
        flat.add(result);
      }
    }
    return Json.of(flat);
  }

  private static Json lines(JsonNode results) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (JsonNode result : results) {
      lines.writeBytes(Json.of(result).utf8());
      lines.write('\n');
    }
    return Json.of(Json.object().textNode(new String(lines.toByteArray(), StandardCharsets.UTF_8)));
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
    result.put("Name", MapRunArns.childName(run.arn(), index));
    if (child.output() != null) {
      result.put("Output", child.output().text());
      result.set("OutputDetails", Json.object().put("Included", true));
    }
    return Json.of(
        result
            .put("RedriveCount", 0)
            .put("RedriveStatus", "NOT_REDRIVABLE")
            .put("StartDate", child.startDate().toString())
            .put("StateMachineArn", MapRunArns.stateMachine(run.arn()))
            .put("Status", child.status().name())
            .put("StopDate", child.stopDate().toString()));
  }
}
