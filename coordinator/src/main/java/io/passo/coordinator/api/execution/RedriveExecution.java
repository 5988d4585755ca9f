package io.passo.coordinator.api.execution;

import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.EngineCalls;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.history.ExecutionIndex;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets an execution that failed, timed out or was aborted go on from where it stood. */
@Singleton
public final class RedriveExecution implements Operation<RedriveExecution.Request> {
  private static final Text TOKEN = new Text(1, 64, Pattern.compile("[!-~]+"), false);
  private static final Duration INDEX_PATIENCE = Duration.ofSeconds(2);
  private static final Duration INDEX_STEP = Duration.ofMillis(50);

  private final EngineCalls engine;
  private final OwnExecutions executions;
  private final Redrivability redrivability;
  private final ExecutionIndex index;
  private final OpenExecutions open;

  public RedriveExecution(
      EngineCalls engine,
      OwnExecutions executions,
      Redrivability redrivability,
      ExecutionIndex index,
      OpenExecutions open) {
    this.engine = engine;
    this.executions = executions;
    this.redrivability = redrivability;
    this.index = index;
    this.open = open;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("executionArn", Text.ARN), members.optional("clientToken", TOKEN));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    String arn = OwnExecutions.own(request.executionArn(), call).toString();
    return executions
        .require(arn)
        .call(this::check)
        .chain(
            found ->
                engine.ask(
                    arn,
                    (caller, key) ->
                        new EngineRequest.RedriveExecution(
                            caller, key, arn, request.clientToken())))
        .map(reply -> redriveDate(reply))
        .call(date -> untilIndexed(arn, date))
        .map(date -> new Answer(Instant.ofEpochMilli(date)));
  }

  /** Of one that runs or succeeded the engine knows more: it may be what the token asked for. */
  private Uni<?> check(ExecutionRecord execution) {
    if (execution.status() == ExecutionStatus.RUNNING
        || execution.status() == ExecutionStatus.SUCCEEDED) {
      return Uni.createFrom().voidItem();
    }
    return redrivability
        .whyNot(execution)
        .invoke(
            reason -> {
              if (reason.isPresent()) {
                throw ApiErrors.executionNotRedrivable(reason.get());
              }
              open.requireRoom(Arns.execution(execution.executionArn()).scope());
            });
  }

  private static long redriveDate(Reply reply) {
    return switch (reply) {
      case Reply.Redriven redriven -> redriven.redriveDate();
      case Reply.NotRedrivable refused -> throw ApiErrors.executionNotRedrivable(refused.reason());
      // It was found a moment ago: only its end has not arrived everywhere.
      case Reply.Unknown unknown ->
          throw ApiErrors.unavailable("The execution cannot be redriven at the moment");
      default ->
          throw new IllegalStateException("Expected an answer to a redrive but was " + reply);
    };
  }

  /**
   * Until the index knows of the redrive, it takes the execution for closed and its history for
   * whole; so the caller gets its answer a little later.
   */
  private Uni<Void> untilIndexed(String arn, long date) {
    return index
        .find(arn)
        .map(
            found ->
                found.map(ExecutionRecord::redriveDate).filter(known -> known >= date).isPresent())
        .onItem()
        .transformToUni(
            indexed ->
                indexed
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().<Void>failure(new NotIndexedException()))
        .onFailure(NotIndexedException.class)
        .retry()
        .withBackOff(INDEX_STEP, INDEX_STEP)
        .expireIn(INDEX_PATIENCE.toMillis())
        .onFailure()
        .recoverWithNull();
  }

  /** The sink has not written the redrive yet. */
  private static final class NotIndexedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotIndexedException() {
      super("The index does not know of the redrive yet", null, false, false);
    }
  }

  /** What RedriveExecution takes. */
  public record Request(String executionArn, @Nullable String clientToken) {}

  private record Answer(Instant redriveDate) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.time("redriveDate", redriveDate);
    }
  }
}
