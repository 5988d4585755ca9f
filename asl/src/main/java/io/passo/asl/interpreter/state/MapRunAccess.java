package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.model.ItemReader;
import io.passo.asl.model.MapState;
import java.util.Optional;

/**
 * Whether the role of an execution may do what one of its Map Runs wants to: asked before each
 * command, as for Tasks, so that a role that loses a right in the middle of a long Map Run ends it.
 *
 * <p>A listing whose objects are read, too, has to be allowed to read all of its prefix. The files
 * of a manifest are named by whoever reads it, page by page, before it reads them.
 */
record MapRunAccess(TaskPermissions permissions) {
  private static final String GET_OBJECT = "arn:aws:states:::s3:getObject";

  /** Why children may not be started; empty if they may. */
  Optional<StatesError> refusalToStart(Draft draft) {
    return refusal(
        "arn:aws:states:::states:startExecution",
        Json.object().put("StateMachineArn", draft.start().stateMachineArn()),
        draft);
  }

  /** Why the items may not be read; empty if they may. */
  Optional<StatesError> refusalToRead(MapState state, MapRunFrame run, Draft draft) {
    ItemReader reader = state.itemReader();
    if (reader == null) {
      return Optional.empty();
    }
    JsonNode from = ItemPages.source(run, draft::frame).node().path("Parameters");
    boolean readsObjects = reader.resource().equals(GET_OBJECT);
    Optional<StatesError> refusal = refusal(reader.resource(), from, draft);
    if (refusal.isEmpty() && !readsObjects && isFlattened(reader)) {
      refusal = refusal(GET_OBJECT, everythingBelow(from, from.path("Prefix").asText()), draft);
    }
    return refusal
        .or(() -> refusalOfNamed(run, draft))
        .map(error -> new StatesError(ErrorName.ITEM_READER_FAILED, error.cause()));
  }

  /** Files that the next page may read beside the one that the state names. */
  private Optional<StatesError> refusalOfNamed(MapRunFrame run, Draft draft) {
    Json cursor = run.reading() == null ? null : run.reading().cursor();
    if (cursor != null) {
      for (JsonNode file : cursor.node().path("Files")) {
        Optional<StatesError> refusal = refusal(GET_OBJECT, file, draft);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isFlattened(ItemReader reader) {
    return reader.config().node().path("Transformation").asText().equals("LOAD_AND_FLATTEN");
  }

  /** Why the results may not be written; empty if they may. */
  Optional<StatesError> refusalToWrite(MapState state, MapRunFrame run, Draft draft) {
    if (run.writing() == null) {
      return Optional.empty();
    }
    JsonNode to = ResultExports.destination(run, draft::frame).node();
    String prefix = to.path("Prefix").asText();
    String folder = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    String resource = String.valueOf(state.resultWriter().resource());
    return refusal(resource, everythingBelow(to, folder), draft)
        .map(error -> new StatesError(ErrorName.RESULT_WRITER_FAILED, error.cause()));
  }

  private static ObjectNode everythingBelow(JsonNode bucket, String prefix) {
    ObjectNode objects = Json.object();
    objects.set("Bucket", bucket.path("Bucket"));
    return objects.put("Key", prefix + "*");
  }

  private Optional<StatesError> refusal(String resource, JsonNode parameters, Draft draft) {
    return permissions.refusal(
        draft.start(), MapRunCalls.integration(resource), Json.of(parameters), null);
  }
}
