package io.passo.coordinator.api.execution;

import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.model.StateMachineType;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.EngineCalls;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Names;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.api.limits.RateLimits;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.definition.Configuration;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.passo.coordinator.definition.Reference;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.coordinator.engine.express.ExpressLog;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Starts an execution; named ones are answered after the commit that decides about the name,
 * Express ones as soon as the start is durable.
 */
@Singleton
public final class StartExecution implements Operation<StartExecution.Request> {
  private final CurrentStateMachines machines;
  private final EngineCalls engine;
  private final AcceptedStarts accepted;
  private final ExpressLog express;
  private final StartAdmission admission;
  private final OpenExecutions open;
  private final RateLimits limits;
  private final InstantSource clock;

  public StartExecution(
      CurrentStateMachines machines,
      EngineCalls engine,
      AcceptedStarts accepted,
      ExpressLog express,
      StartAdmission admission,
      OpenExecutions open,
      RateLimits limits,
      InstantSource clock) {
    this.machines = machines;
    this.engine = engine;
    this.accepted = accepted;
    this.express = express;
    this.admission = admission;
    this.open = open;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public boolean countsItself() {
    return true;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("stateMachineArn", Text.ARN),
        members.optional("name", Text.NAME),
        members.optional("input", Text.DATA),
        members.optional("traceHeader", Text.TRACE_HEADER));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    StateMachineArn arn = Arns.unlabelled(request.stateMachineArn());
    @Nullable String name = request.name() == null ? null : Names.check(request.name());
    Payload input = Starts.input(request.input());
    String traceHeader = Starts.traceHeader(call, request.traceHeader());
    admission.require(call.caller().account());
    return CallerContext.back(OwnStateMachines.require(arn, call, machines::find))
        .onFailure()
        .recoverWithUni(
            unknown -> count(name(), call).chain(() -> Uni.createFrom().failure(unknown)))
        .call(reference -> count(bucket(reference.machine()), call))
        .chain(reference -> start(reference, arn, name, input, traceHeader));
  }

  private static String bucket(RegisteredStateMachine machine) {
    return machine.type() == StateMachineType.EXPRESS ? RateLimits.START_EXPRESS : "StartExecution";
  }

  private Uni<Boolean> count(String bucket, Call call) {
    return CallerContext.back(limits.admits(call.caller(), bucket))
        .invoke(
            admits -> {
              if (!admits) {
                throw ApiErrors.throttled();
              }
            });
  }

  private Uni<Response> start(
      Reference reference,
      StateMachineArn arn,
      @Nullable String name,
      Payload input,
      @Nullable String traceHeader) {
    RegisteredStateMachine machine = OwnStateMachines.active(reference.machine());
    Reference.Choice choice = Starts.choose(reference);
    if (machine.type() == StateMachineType.EXPRESS) {
      String shown = name == null ? Starts.newName() : name;
      return express(
          Starts.express(machine, choice, arn, shown, input, traceHeader, clock.instant()));
    }
    open.requireRoom(arn.scope());
    if (name != null) {
      return named(standard(machine, choice, arn, name, input, traceHeader));
    }
    String generated = engine.newName(candidate -> arn.execution(candidate).toString());
    return unnamed(standard(machine, choice, arn, generated, input, traceHeader));
  }

  private Uni<Response> express(ExecutionStart start) {
    return CallerContext.back(
        Uni.createFrom()
            .completionStage(() -> express.started(Starts.request(start)))
            .map(taken -> new Answer(start.executionArn(), start.startDate())));
  }

  private Uni<Response> named(ExecutionRecord start) {
    return engine
        .ask(start.executionArn(), (caller, key) -> request(start, true, caller, key))
        .map(reply -> answer(start, reply));
  }

  private Uni<Response> unnamed(ExecutionRecord start) {
    return engine
        .start(
            start.executionArn(),
            (caller, key) -> request(start, false, caller, key),
            (caller, key) -> {
              accepted.add(start);
              return new Reply.Started(caller.requestId(), start.startDate());
            })
        .map(reply -> answer(start, reply));
  }

  private ExecutionRecord standard(
      RegisteredStateMachine machine,
      Reference.Choice choice,
      StateMachineArn arn,
      String name,
      Payload input,
      @Nullable String traceHeader) {
    Configuration configuration = choice.revision().configuration();
    return new ExecutionRecord(
        arn.execution(name).toString(),
        machine.arn(),
        name,
        ExecutionStatus.RUNNING,
        clock.millis(),
        null,
        input,
        null,
        null,
        null,
        configuration.definitionHash(),
        configuration.roleArn(),
        choice.versionArn(),
        choice.aliasArn(),
        traceHeader);
  }

  private static EngineRequest request(
      ExecutionRecord start,
      boolean named,
      EngineRequest.Caller caller,
      io.passo.protocol.ExecutionKey key) {
    StateMachineArn machine = Arns.stateMachine(start.stateMachineArn());
    return new EngineRequest.StartExecution(
        caller,
        key,
        start.executionArn(),
        start.name(),
        named,
        machine.scope().account(),
        start.stateMachineArn(),
        machine.name(),
        start.definitionHash(),
        start.roleArn(),
        java.util.Objects.requireNonNull(start.input(), "A start has an input"),
        start.startDate(),
        start.stateMachineVersionArn(),
        start.stateMachineAliasArn(),
        start.traceHeader());
  }

  private static Response answer(ExecutionRecord start, Reply reply) {
    return switch (reply) {
      case Reply.Started started ->
          new Answer(start.executionArn(), Instant.ofEpochMilli(started.startDate()));
      case Reply.AlreadyExists exists ->
          throw ApiErrors.executionAlreadyExists(exists.executionArn());
      default -> throw new IllegalStateException("Expected an answer to a start but was " + reply);
    };
  }

  /** What StartExecution takes. */
  public record Request(
      String stateMachineArn,
      @Nullable String name,
      @Nullable String input,
      @Nullable String traceHeader) {}

  private record Answer(String executionArn, Instant startDate) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.text("executionArn", executionArn).time("startDate", startDate);
    }
  }
}
