package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import io.passo.asl.model.StateMachine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed when an execution starts.
 *
 * @param executionArn ARN of the execution
 * @param name execution name
 * @param stateMachineArn unqualified ARN of the state machine
 * @param stateMachineName its name
 * @param roleArn execution role
 * @param definitionHash names the pinned definition (lower-case hex SHA-256 of its text)
 * @param input execution input
 * @param startDate start time as answered to the caller
 * @param stateMachineVersionArn if started by version or alias
 * @param stateMachineAliasArn if started by alias
 * @param traceHeader {@code X-Amzn-Trace-Id} given at the start
 * @param childOf set if a Map Run started it
 * @param redriven null if it never was
 */
public record ExecutionStart(
    String executionArn,
    String name,
    String stateMachineArn,
    String stateMachineName,
    String roleArn,
    String definitionHash,
    Json input,
    Instant startDate,
    @Nullable String stateMachineVersionArn,
    @Nullable String stateMachineAliasArn,
    @Nullable String traceHeader,
    @Nullable MapRunChild childOf,
    @Nullable Redriven redriven) {

  /** Of an execution that no Map Run started and that was not redriven. */
  public ExecutionStart(
      String executionArn,
      String name,
      String stateMachineArn,
      String stateMachineName,
      String roleArn,
      String definitionHash,
      Json input,
      Instant startDate,
      @Nullable String stateMachineVersionArn,
      @Nullable String stateMachineAliasArn,
      @Nullable String traceHeader) {
    this(
        executionArn,
        name,
        stateMachineArn,
        stateMachineName,
        roleArn,
        definitionHash,
        input,
        startDate,
        stateMachineVersionArn,
        stateMachineAliasArn,
        traceHeader,
        null,
        null);
  }

  /** The same as a child of a Map Run. */
  public ExecutionStart asChildOf(MapRunChild child) {
    return new ExecutionStart(
        executionArn,
        name,
        stateMachineArn,
        stateMachineName,
        roleArn,
        definitionHash,
        input,
        startDate,
        stateMachineVersionArn,
        stateMachineAliasArn,
        traceHeader,
        child,
        redriven);
  }

  /** The same with another input and start date. */
  public ExecutionStart with(Json otherInput, Instant otherDate) {
    return new ExecutionStart(
        executionArn,
        name,
        stateMachineArn,
        stateMachineName,
        roleArn,
        definitionHash,
        otherInput,
        otherDate,
        stateMachineVersionArn,
        stateMachineAliasArn,
        traceHeader,
        childOf,
        redriven);
  }

  /** The same, redriven. */
  public ExecutionStart redriven(Redriven since) {
    return new ExecutionStart(
        executionArn,
        name,
        stateMachineArn,
        stateMachineName,
        roleArn,
        definitionHash,
        input,
        startDate,
        stateMachineVersionArn,
        stateMachineAliasArn,
        traceHeader,
        childOf,
        since);
  }

  /** The same with its start date in whole milliseconds, as frames keep it. */
  public ExecutionStart inMilliseconds() {
    return new ExecutionStart(
        executionArn,
        name,
        stateMachineArn,
        stateMachineName,
        roleArn,
        definitionHash,
        input,
        startDate.truncatedTo(ChronoUnit.MILLIS),
        stateMachineVersionArn,
        stateMachineAliasArn,
        traceHeader,
        childOf,
        redriven);
  }

  /** What the execution runs, of the definition that its hash names. */
  public StateMachine machineOf(StateMachine definition) {
    return childOf == null ? definition : definition.processorOf(childOf.mapState());
  }
}
