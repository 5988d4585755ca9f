package io.passo.coordinator.api.execution;

import io.passo.asl.data.Json;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Effect.FinishExecution;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.IncludedData;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.passo.coordinator.definition.Reference;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.engine.express.ExpressEnd;
import io.passo.coordinator.engine.express.ExpressRun;
import io.passo.coordinator.engine.express.ExpressRuns;
import io.passo.coordinator.engine.express.TooManyRunsException;
import io.passo.coordinator.logging.ExecutionLogs;
import io.passo.protocol.Payload;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs an Express execution in the memory of this coordinator and answers with its end. A caller
 * that goes away stops it.
 */
@Singleton
public final class StartSyncExecution implements Operation<StartSyncExecution.Request> {
  private final CurrentStateMachines machines;
  private final ExpressRuns runs;
  private final ExecutionLogs logs;
  private final StartAdmission admission;
  private final InstantSource clock;

  public StartSyncExecution(
      CurrentStateMachines machines,
      ExpressRuns runs,
      ExecutionLogs logs,
      StartAdmission admission,
      InstantSource clock) {
    this.machines = machines;
    this.runs = runs;
    this.logs = logs;
    this.admission = admission;
    this.clock = clock;
  }

  @Override
  public Duration deadline() {
    return Duration.ofMinutes(5).plus(DEADLINE);
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("stateMachineArn", Text.ARN),
        members.optional("name", Text.NAME),
        members.optional("input", Text.DATA),
        members.optional("traceHeader", Text.TRACE_HEADER),
        members.choice("includedData", IncludedData.class).orElse(IncludedData.ALL_DATA));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    StateMachineArn arn = Arns.unlabelled(request.stateMachineArn());
    String name = Starts.name(request.name());
    Payload input = Starts.input(request.input());
    String traceHeader = Starts.traceHeader(call, request.traceHeader());
    admission.require(call.caller().account());
    return CallerContext.back(OwnStateMachines.require(arn, call, machines::find))
        .map(Starts::express)
        .chain(reference -> CallerContext.back(run(reference, arn, name, input, traceHeader)))
        .map(end -> new Answer(end, request.includedData() == IncludedData.ALL_DATA));
  }

  private Uni<ExpressEnd> run(
      Reference reference,
      StateMachineArn arn,
      String name,
      Payload input,
      @Nullable String traceHeader) {
    RegisteredStateMachine machine = OwnStateMachines.active(reference.machine());
    Reference.Choice choice = Starts.choose(reference);
    ExecutionStart start =
        Starts.express(machine, choice, arn, name, input, traceHeader, clock.instant());
    Consumer<List<HistoryEvent>> log =
        logs.of(choice.revision().configuration().logging(), start.executionArn());
    return Uni.createFrom().emitter(caller -> run(start, log, caller));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  private void run(
      ExecutionStart start,
      Consumer<List<HistoryEvent>> log,
      UniEmitter<? super ExpressEnd> caller) {
    ExpressRun run = started(start, log);
    caller.onTermination(run::abandon);
    run.end()
        .whenComplete(
            (end, failure) -> {
              if (failure == null) {
                caller.complete(end);
              } else {
                caller.fail(failure);
              }
            });
  }

  private ExpressRun started(ExecutionStart start, Consumer<List<HistoryEvent>> log) {
    try {
      return runs.start(start, log);
    } catch (TooManyRunsException e) {
      throw ApiErrors.throttled();
    }
  }

  /** What StartSyncExecution takes. */
  public record Request(
      String stateMachineArn,
      @Nullable String name,
      @Nullable String input,
      @Nullable String traceHeader,
      IncludedData includedData) {}

  private record Answer(ExpressEnd execution, boolean included) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      ExecutionStart start = execution.start();
      FinishExecution end = execution.end();
      out.text("executionArn", start.executionArn())
          .text("stateMachineArn", start.stateMachineArn())
          .text("name", start.name())
          .time("startDate", start.startDate())
          .time("stopDate", end.stopDate())
          .text("status", status(end.status()))
          .text("error", end.error())
          .text("cause", end.cause());
      payload(out, "input", "inputDetails", start.input());
      payload(out, "output", "outputDetails", end.output());
      out.text("traceHeader", start.traceHeader())
          .structure(
              "billingDetails",
              billing ->
                  billing
                      .number("billedMemoryUsedInMB", execution.billing().megabytes())
                      .number("billedDurationInMilliseconds", execution.billing().milliseconds()));
    }

    // Only a caller that is gone leaves an execution aborted.
    private static String status(ExecutionStatus status) {
      return status == ExecutionStatus.ABORTED ? ExecutionStatus.FAILED.name() : status.name();
    }

    private void payload(ResponseWriter out, String name, String details, @Nullable Json payload) {
      if (payload == null) {
        return;
      }
      if (included) {
        out.text(name, payload.text());
      }
      out.structure(details, members -> members.flag("included", included));
    }
  }
}
