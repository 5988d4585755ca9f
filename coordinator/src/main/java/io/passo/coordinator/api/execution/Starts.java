package io.passo.coordinator.api.execution;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.model.StateMachineType;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.JsonText;
import io.passo.coordinator.api.Names;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.ExpressArn;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.definition.Configuration;
import io.passo.coordinator.definition.Reference;
import io.passo.coordinator.definition.RegisteredStateMachine;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What starts of executions have in common, whatever runs them. */
final class Starts {
  private static final String NO_INPUT = "{}";

  private Starts() {}

  /** The name asked for, checked; a new one if none was. */
  static String name(@Nullable String given) {
    return given == null ? newName() : Names.check(given);
  }

  /** A name that nobody has asked for. */
  static String newName() {
    return UUID.randomUUID().toString();
  }

  /** The input given, which must be JSON; an empty object if none was. */
  static Payload input(@Nullable String given) {
    return JsonText.check(given == null ? NO_INPUT : given, ApiErrors::invalidExecutionInput);
  }

  /** The trace header of the HTTP request, else the one among the parameters. */
  static @Nullable String traceHeader(Call call, @Nullable String given) {
    return call.traceHeader() == null ? given : call.traceHeader();
  }

  /** The state machine, if the action has to do with Standard executions only. */
  static Reference standard(Reference reference) {
    return of(StateMachineType.STANDARD, reference);
  }

  /** The state machine, if the action has to do with Express executions only. */
  static Reference express(Reference reference) {
    return of(StateMachineType.EXPRESS, reference);
  }

  private static Reference of(StateMachineType type, Reference reference) {
    if (reference.machine().type() != type) {
      throw ApiErrors.stateMachineTypeNotSupported(
          "This operation is not supported by this type of state machine");
    }
    return reference;
  }

  /** What a start runs: aliases choose by their weights. */
  static Reference.Choice choose(Reference reference) {
    return reference.choose(ThreadLocalRandom.current().nextInt(100));
  }

  /** A new Express execution: names may repeat, the last part of the ARN does not. */
  static ExecutionStart express(
      RegisteredStateMachine machine,
      Reference.Choice choice,
      StateMachineArn arn,
      String name,
      Payload input,
      @Nullable String traceHeader,
      Instant now) {
    Configuration configuration = choice.revision().configuration();
    return new ExecutionStart(
        new ExpressArn(arn.scope(), arn.name(), null, name, newName()).toString(),
        name,
        machine.arn(),
        machine.name(),
        configuration.roleArn(),
        configuration.definitionHash(),
        Json.of(input.utf8()),
        now,
        choice.versionArn(),
        choice.aliasArn(),
        traceHeader);
  }

  /** The request that starts it asynchronously; nobody waits for an answer. */
  static StartExecution request(ExecutionStart start) {
    ExecutionKey key = ExecutionKey.of(start.executionArn());
    return new StartExecution(
        new Caller(key.value(), "", start.startDate().toEpochMilli()),
        key,
        start.executionArn(),
        start.name(),
        false,
        Arns.stateMachine(start.stateMachineArn()).scope().account(),
        start.stateMachineArn(),
        start.stateMachineName(),
        start.definitionHash(),
        start.roleArn(),
        new Payload(start.input().utf8()),
        start.startDate().toEpochMilli(),
        start.stateMachineVersionArn(),
        start.stateMachineAliasArn(),
        start.traceHeader());
  }
}
