package io.passo.coordinator.api.maprun;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.EngineCalls;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.history.MapRuns.Known;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Changes what a Map Run may do while it runs. */
@Singleton
public final class UpdateMapRun implements Operation<UpdateMapRun.Request> {
  private static final String CONCURRENCY = "maxConcurrency";

  private final OwnMapRuns mapRuns;
  private final EngineCalls engine;

  public UpdateMapRun(OwnMapRuns mapRuns, EngineCalls engine) {
    this.mapRuns = mapRuns;
    this.engine = engine;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("mapRunArn", Text.LONG_ARN),
        concurrency(members),
        members.decimal("toleratedFailurePercentage", 0, 100),
        members.whole("toleratedFailureCount", 0, Long.MAX_VALUE));
  }

  private static OptionalLong concurrency(Members members) {
    return members.has(CONCURRENCY)
        ? OptionalLong.of(members.integer(CONCURRENCY, 0, Integer.MAX_VALUE))
        : OptionalLong.empty();
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    if (request.maxConcurrency().isEmpty()
        && request.percentage().isEmpty()
        && request.count().isEmpty()) {
      throw ApiErrors.validation(
          "At least one of maxConcurrency, toleratedFailurePercentage and toleratedFailureCount"
              + " must be specified",
          "MISSING_REQUIRED_PARAMETER");
    }
    return mapRuns
        .require(request.mapRunArn(), call)
        .chain(known -> update(known, request))
        .map(reply -> answer(reply, request));
  }

  private Uni<Reply> update(Known known, Request request) {
    OptionalDouble percentage = request.percentage();
    return engine.ask(
        known.executionArn(),
        (caller, key) ->
            new EngineRequest.UpdateMapRun(
                caller,
                key,
                known.mapRun().frame(),
                boxed(request.maxConcurrency()),
                boxed(request.count()),
                percentage.isPresent() ? Double.toString(percentage.getAsDouble()) : null));
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? (Long) value.getAsLong() : null;
  }

  private static Response answer(Reply reply, Request request) {
    if (reply instanceof Reply.TaskClosed) {
      throw ApiErrors.validation(
          "Map Run has completed and cannot be updated: '" + request.mapRunArn() + "'",
          "CANNOT_UPDATE_COMPLETED_MAP_RUN");
    }
    return out -> {};
  }

  /** What UpdateMapRun takes. */
  public record Request(
      String mapRunArn,
      OptionalLong maxConcurrency,
      OptionalDouble percentage,
      OptionalLong count) {}
}
