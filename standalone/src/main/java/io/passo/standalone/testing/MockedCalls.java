package io.passo.standalone.testing;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.local.LocalCalls;
import io.passo.asl.local.LocalResult;
import io.passo.asl.model.MapState;
import io.passo.asl.model.State;
import io.passo.asl.model.TaskResource;
import io.passo.standalone.testing.Response.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers the calls of one run with the mocks of its test. */
final class MockedCalls implements LocalCalls {
  /** Of a call that never ends and has no time-out. */
  private static final int MOST_HEARTBEATS = 1_000;

  private final Definition definition;
  private final Trace trace;
  private final Mocks mocks;
  private final MockUses uses;
  private final NestedRuns nested;

  /**
   * @param nested runs executions that a Task starts
   */
  MockedCalls(Definition definition, Mocks mocks, Trace trace, NestedRuns nested) {
    this.definition = definition;
    this.mocks = mocks;
    this.uses = new MockUses(mocks);
    this.trace = trace;
    this.nested = nested;
  }

  /** Runs executions that a Task starts. */
  @FunctionalInterface
  interface NestedRuns {
    /**
     * Runs one to its end.
     *
     * @param call the call that starts it
     * @param place of the state that calls, with the number of the call
     */
    NestedExecution run(
        ExecutionStart parent, Effect.ScheduleTask call, Outcome.Execution what, Place place);
  }

  @Override
  public List<Reply> answer(ExecutionStart execution, Effect.ScheduleTask call) {
    State state = definition.machine().state(call.stateName());
    if (state instanceof MapState map) {
      StateMock.OfMap mock =
          mocks.of(map.name()).orElse(null) instanceof StateMock.OfMap of ? of : null;
      return List.of(Reply.atOnce(MockedMapRun.answer(map, mock, call)));
    }
    trace.called(call.stateName(), call.parameters());
    Place place = trace.place(execution, call.frame());
    int count = uses.count(call.stateName());
    Response response = uses.next(call, place);
    return switch (response.outcome()) {
      case Outcome.Returned(Json result) -> replies(response, call, succeeded(call, result));
      case Outcome.Payload(Json payload) ->
          replies(response, call, succeeded(call, LambdaResults.invoked(payload)));
      case Outcome.Thrown thrown -> replies(response, call, failed(call, thrown));
      case Outcome.Silence ignored -> replies(response, call, null);
      case Outcome.Execution what ->
          ended(
              response,
              call,
              nested.run(execution, call, what, place.in(call.stateName(), count - 1)));
    };
  }

  private List<Reply> ended(Response response, Effect.ScheduleTask call, NestedExecution run) {
    LocalResult result = run.result();
    Report report =
        !run.isAwaited() || result.status() == ExecutionStatus.SUCCEEDED
            ? succeeded(call, run.description())
            : failed(call, run.failure());
    Duration took =
        run.isAwaited() ? Duration.between(call.scheduledAt(), result.stopDate()) : Duration.ZERO;
    Response longer =
        new Response(
            response.outcome(),
            response.times(),
            response.when(),
            response.delay().plus(took),
            response.heartbeat(),
            run.started());
    return replies(longer, call, report);
  }

  private static Report succeeded(Effect.ScheduleTask call, Json result) {
    return (at, seed) -> new Event.TaskSucceeded(at, seed, call.attempt(), result);
  }

  static Report failed(Effect.ScheduleTask call, Outcome.Thrown thrown) {
    return (at, seed) ->
        new Event.TaskFailed(
            at, seed, call.attempt(), Event.FailureKind.FAILED, thrown.error(), thrown.cause());
  }

  private static List<Reply> replies(
      Response response, Effect.ScheduleTask call, @Nullable Report end) {
    List<Reply> replies = new ArrayList<>();
    switch (call.resource()) {
      case TaskResource.Activity ignored ->
          replies.add(
              Reply.atOnce(
                  (at, seed) -> new Event.TaskStarted(at, seed, call.attempt(), "passo test")));
      case TaskResource.ServiceIntegration service
          when service.pattern() != TaskResource.Pattern.REQUEST_RESPONSE ->
          replies.add(
              Reply.atOnce(
                  (at, seed) ->
                      new Event.TaskSubmitted(at, seed, call.attempt(), response.submitted())));
      case TaskResource.ServiceIntegration ignored -> {}
      case TaskResource.LambdaFunction ignored -> {}
    }
    heartbeats(response, call, end == null, replies);
    if (end != null) {
      replies.add(new Reply(response.delay(), end));
    }
    return replies;
  }

  private static void heartbeats(
      Response response, Effect.ScheduleTask call, boolean isEndless, List<Reply> replies) {
    Duration every = response.heartbeat();
    if (every == null) {
      return;
    }
    Duration last =
        !isEndless
            ? response.delay()
            : call.timeout() != null ? call.timeout() : every.multipliedBy(MOST_HEARTBEATS);
    for (Duration after = every; after.compareTo(last) < 0; after = after.plus(every)) {
      replies.add(
          new Reply(after, (at, seed) -> new Event.TaskHeartbeat(at, seed, call.attempt())));
    }
  }

  /** Mocks that should have been used more often, for people. */
  List<String> leftOver() {
    return uses.leftOver();
  }
}
