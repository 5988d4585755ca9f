package io.passo.coordinator.api.execution;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.EngineCalls;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Aborts a running execution; for a closed one it answers when that was stopped. */
@Singleton
public final class StopExecution implements Operation<StopExecution.Request> {
  private final EngineCalls engine;
  private final OwnExecutions executions;
  private final InstantSource clock;
  private final Duration retention;

  @Inject
  public StopExecution(
      EngineCalls engine, OwnExecutions executions, InstantSource clock, PassoConfig config) {
    this(engine, executions, clock, config.retention().period());
  }

  /**
   * @param retention how long closed executions can be read
   */
  public StopExecution(
      EngineCalls engine, OwnExecutions executions, InstantSource clock, Duration retention) {
    this.engine = engine;
    this.executions = executions;
    this.clock = clock;
    this.retention = retention;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("executionArn", Text.ARN),
        members.optional("error", Text.ERROR),
        members.optional("cause", Text.CAUSE));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    String arn = OwnExecutions.own(request.executionArn(), call).toString();
    return engine
        .ask(
            arn,
            (caller, key) ->
                new EngineRequest.StopExecution(caller, key, arn, request.error(), request.cause()))
        .chain(reply -> answer(arn, reply));
  }

  private Uni<Response> answer(String arn, Reply reply) {
    return switch (reply) {
      // The engine may remember one that is deleted.
      case Reply.Stopped stopped when isOver(Instant.ofEpochMilli(stopped.stopDate())) ->
          executions.require(arn).map(StopExecution::stored);
      case Reply.Stopped stopped ->
          Uni.createFrom().item(new Answer(Instant.ofEpochMilli(stopped.stopDate())));
      case Reply.Unknown unknown -> executions.require(arn).map(StopExecution::stored);
      default ->
          Uni.createFrom()
              .failure(new IllegalStateException("Expected an answer to a stop but was " + reply));
    };
  }

  private boolean isOver(Instant stopDate) {
    return stopDate.plus(retention).isBefore(clock.instant());
  }

  private static Response stored(ExecutionRecord execution) {
    Long stopDate = execution.stopDate();
    if (stopDate == null) {
      // The index has not seen its end yet, or its start was answered before the commit.
      throw ApiErrors.unavailable("The execution cannot be stopped at the moment");
    }
    return new Answer(Instant.ofEpochMilli(stopDate));
  }

  /** What StopExecution takes. */
  public record Request(String executionArn, @Nullable String error, @Nullable String cause) {}

  private record Answer(Instant stopDate) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.time("stopDate", stopDate);
    }
  }
}
