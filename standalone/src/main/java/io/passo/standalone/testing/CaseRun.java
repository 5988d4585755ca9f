package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.local.EndlessException;
import io.passo.asl.local.LocalResult;
import io.passo.asl.local.LocalRun;
import io.passo.asl.model.StateMachine;
import io.passo.standalone.testing.CaseResult.Verdict;
import io.passo.standalone.testing.Response.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Runs one test. */
final class CaseRun {
  private static final TaskTokens TOKENS = (arn, attempt) -> "token-" + attempt;
  private static final Duration LONGEST_EXPRESS = Duration.ofMinutes(5);

  /** State machines that run each other would never come to an end. */
  private static final int DEEPEST = 20;

  private final TestCase test;
  private final Coverage coverage;
  private int depth;

  private CaseRun(TestCase test, Coverage coverage) {
    this.test = test;
    this.coverage = coverage;
  }

  static CaseResult of(TestCase test, Coverage coverage) {
    return new CaseRun(test, coverage).run();
  }

  private CaseResult run() {
    long began = System.nanoTime();
    Trace trace = new Trace(coverage.of(test.definition()));
    List<String> problems = new ArrayList<>();
    Verdict verdict = Verdict.ERROR;
    Duration waited = Duration.ZERO;
    LocalResult result = null;
    boolean differs = false;
    try {
      MockedCalls calls = calls(test.definition(), test.mocks(), trace);
      LocalRun run = new LocalRun(interpreter(test.definition(), trace), calls, test.seed());
      stop(run);
      result = run.run(machine(test.definition()), test.start());
      waited = Duration.between(test.start().startDate(), result.stopDate());
      problems.addAll(test.expectation().differences(result, waited, trace));
      differs = !problems.isEmpty();
      problems.addAll(calls.leftOver());
      verdict = problems.isEmpty() ? Verdict.PASS : Verdict.FAIL;
    } catch (UnmockedException | EndlessException e) {
      problems.add(e.getMessage());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new CaseResult(test, verdict, problems, differs, result, trace, waited, took);
  }

  private void stop(LocalRun run) {
    TestCase.Stop stop = test.stop();
    if (stop != null) {
      run.later(
          test.start(),
          stop.after(),
          (at, seed) -> new Event.StopRequested(at, seed, stop.error(), stop.cause()));
    }
  }

  private MockedCalls calls(Definition definition, Mocks mocks, Trace trace) {
    return new MockedCalls(
        definition,
        mocks,
        trace,
        (parent, call, what, place) -> nested(parent, call, what, place, trace));
  }

  private NestedExecution nested(
      ExecutionStart parent,
      Effect.ScheduleTask call,
      Outcome.Execution what,
      Place place,
      Trace trace) {
    if (++depth > DEEPEST) {
      throw new UnmockedException(
          "State '" + call.stateName() + "' is nested deeper than " + DEEPEST + " executions");
    }
    Definition definition = what.definition();
    Trace inner = trace.nested(coverage.of(definition), place);
    ExecutionStart start = start(parent, call, definition, place);
    LocalRun run =
        new LocalRun(
            interpreter(definition, inner), calls(definition, what.mocks(), inner), test.seed());
    LocalResult result = run.run(machine(definition), start);
    depth--;
    return new NestedExecution(start, result, call.resource());
  }

  private static ExecutionStart start(
      ExecutionStart parent, Effect.ScheduleTask call, Definition definition, Place place) {
    JsonNode parameters = call.parameters().node();
    String id = parent.executionArn() + "/" + place;
    String name =
        parameters
            .path("Name")
            .asText(UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString());
    Instant at = call.scheduledAt();
    JsonNode input = parameters.path("Input");
    return new Starts(at)
        .under(parent.executionArn())
        .start(definition, name, input.isMissingNode() ? Json.EMPTY_OBJECT : Json.of(input));
  }

  private static DefaultInterpreter interpreter(Definition definition, Trace trace) {
    DefaultInterpreter interpreter =
        definition.isExpress()
            ? DefaultInterpreter.forExpress(TOKENS)
            : new DefaultInterpreter(TOKENS);
    return interpreter.observedBy(trace);
  }

  private static StateMachine machine(Definition definition) {
    return definition.isExpress()
        ? definition.machine().limitedTo(LONGEST_EXPRESS)
        : definition.machine();
  }
}
