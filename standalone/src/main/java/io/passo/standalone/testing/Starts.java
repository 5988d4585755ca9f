package io.passo.standalone.testing;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.Redriven;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the facts that are fixed when an execution starts: what the context object shows. */
final class Starts {
  /** When virtual time begins if a test does not say. */
  static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private static final String ACCOUNT = "us-east-1:000000000000";
  private static final String ID = "Id";
  private static final String NAME = "Name";
  private static final String EXECUTION = "Execution";
  private static final String MACHINE = "StateMachine";
  private static final Set<String> OF_EXECUTION =
      Set.of(ID, NAME, "RoleArn", "StartTime", "RedriveCount", "RedriveTime");

  private final Instant at;
  private String scope = ACCOUNT;

  Starts(Instant at) {
    this.at = at;
  }

  /** In the region and account of another ARN. */
  Starts under(String arn) {
    String[] parts = arn.split(":", 6);
    scope = parts[3] + ":" + parts[4];
    return this;
  }

  ExecutionStart start(Definition definition, String name, Json input) {
    String kind = definition.isExpress() ? ":express:" : ":execution:";
    String run = definition.isExpress() ? ":00000000-0000-4000-8000-000000000000" : "";
    String account = scope.substring(scope.indexOf(':') + 1);
    return new ExecutionStart(
        "arn:aws:states:" + scope + kind + definition.name() + ":" + name + run,
        name,
        "arn:aws:states:" + scope + ":stateMachine:" + definition.name(),
        definition.name(),
        "arn:aws:iam::" + account + ":role/test",
        "0",
        input,
        at,
        null,
        null,
        null);
  }

  /**
   * The same, but for what a test says of the context object.
   *
   * @param context {@code {Execution: {…}, StateMachine: {…}}} with AWS's names
   */
  static ExecutionStart with(ExecutionStart start, @Nullable Field context) {
    if (context == null) {
      return start;
    }
    context.allowOnly(Set.of(EXECUTION, MACHINE));
    Field execution = context.member(EXECUTION);
    Field machine = context.member(MACHINE);
    if (execution != null) {
      execution.allowOnly(OF_EXECUTION);
    }
    if (machine != null) {
      machine.allowOnly(Set.of(ID, NAME));
    }
    Field began = execution == null ? null : execution.member("StartTime");
    return new ExecutionStart(
        arn(execution, start.executionArn()),
        text(execution, NAME, start.name()),
        arn(machine, start.stateMachineArn()),
        text(machine, NAME, start.stateMachineName()),
        text(execution, "RoleArn", start.roleArn()),
        start.definitionHash(),
        start.input(),
        began == null ? start.startDate() : began.instant(),
        null,
        null,
        null,
        null,
        redriven(execution));
  }

  private static String arn(@Nullable Field of, String otherwise) {
    Field id = of == null ? null : of.member(ID);
    if (id == null) {
      return otherwise;
    }
    if (!id.text().startsWith("arn:") || id.text().split(":", -1).length < 7) {
      throw id.problem("Expected an ARN but found '" + id.text() + "'");
    }
    return id.text();
  }

  private static String text(@Nullable Field of, String name, String otherwise) {
    Field value = of == null ? null : of.member(name);
    return value == null ? otherwise : value.text();
  }

  private static @Nullable Redriven redriven(@Nullable Field execution) {
    Field count = execution == null ? null : execution.member("RedriveCount");
    if (execution == null || count == null || count.number(0) == 0) {
      return null;
    }
    Field time = execution.required("RedriveTime");
    return new Redriven(count.number(1), time.instant(), Map.of());
  }
}
