package io.passo.asl.interpreter.state;

import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.model.MapState;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskResource.ServiceIntegration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes of Map Runs: calls of integrations that are no Tasks, and of which nothing shows
 * in the history.
 */
final class MapRunCalls {
  private MapRunCalls() {}

  static Effect.ScheduleTask schedule(
      MapState state,
      MapRunFrame run,
      long attempt,
      String resource,
      Json parameters,
      Instant now) {
    return new Effect.ScheduleTask(
        attempt,
        run.id(),
        run.startedEvent(),
        state.name(),
        integration(resource),
        parameters,
        null,
        null,
        null,
        null,
        0,
        now);
  }

  /** The integration that an ARN names. */
  static TaskResource integration(String arn) {
    String[] parts = arn.split(":", -1);
    return new ServiceIntegration(
        arn,
        parts[parts.length - 2],
        parts[parts.length - 1],
        TaskResource.Pattern.REQUEST_RESPONSE,
        null);
  }

  /** The value as it is after it was written down: what made it may have chosen other numbers. */
  static Json asKept(Json value) {
    return Json.of(value.utf8());
  }

  /** Nobody waits any more for what the Map Run reads or writes. */
  static void cancel(MapRunFrame run, Draft draft) {
    for (long attempt : run.attempts()) {
      draft.effect(new Effect.CancelTask(attempt, integration("arn:aws:states:::s3:getObject")));
    }
  }

  /**
   * Why a call failed, by the name that a Map Run gives it.
   *
   * @param name what Retry and Catch match
   */
  static StatesError error(String name, @Nullable String error, @Nullable String cause) {
    return new StatesError(
        name, name.equals(error) || error == null ? cause : error + ": " + cause);
  }
}
