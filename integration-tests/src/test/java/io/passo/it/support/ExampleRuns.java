package io.passo.it.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.standalone.demo.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Executions of an example, from their start to their end. */
public final class ExampleRuns {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(6);

  private final Clients clients;
  private final Example example;
  private final String stateMachineArn;

  /** Creates its state machine in a system that does not have it yet. */
  public ExampleRuns(Clients clients, Example example) {
    this.clients = clients;
    this.example = example;
    this.stateMachineArn = create();
  }

  private String create() {
    try {
      return clients.call(
          api ->
              api.createStateMachine(
                      of ->
                          of.name(example.name())
                              .roleArn("arn:aws:iam::000000000000:role/demo")
                              .definition(example.definition()))
                  .stateMachineArn());
    } catch (StateMachineAlreadyExistsException e) {
      throw new IllegalStateException("Expected a fresh system", e);
    }
  }

  /** Starts one; a start that was answered, or done without an answer, is done. */
  public String start(int number) {
    String name = "run-" + number;
    try {
      return clients.call(
          api ->
              api.startExecution(
                      of -> of.stateMachineArn(stateMachineArn).name(name).input(example.input()))
                  .executionArn());
    } catch (ExecutionAlreadyExistsException e) {
      // The answer to an earlier try was lost, and the execution has ended since.
      return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
    }
  }

  /** Approves it once it asks, and waits for its end. */
  public DescribeExecutionResponse finish(String execution) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    boolean approved = false;
    while (true) {
      DescribeExecutionResponse described =
          clients.call(api -> api.describeExecution(of -> of.executionArn(execution)));
      if (described.status() != ExecutionStatus.RUNNING) {
        return described;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Expected " + execution + " to end but found " + types(execution));
      }
      if (!approved) {
        Optional<String> token = token(execution);
        token.ifPresent(this::approve);
        approved = token.isPresent();
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }

  private Optional<String> token(String execution) {
    return history(execution).stream()
        .filter(event -> event.type() == HistoryEventType.TASK_SCHEDULED)
        .map(event -> json(event.taskScheduledEventDetails().parameters()))
        .map(parameters -> parameters.findPath("taskToken").textValue())
        .filter(Objects::nonNull)
        .findFirst();
  }

  private void approve(String token) {
    try {
      String approval = Files.readString(example.folder().resolve("approval.json"));
      clients.call(api -> api.sendTaskSuccess(of -> of.taskToken(token).output(approval)));
    } catch (TaskTimedOutException e) {
      // The answer to an earlier try was lost: the task is closed.
      return;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The whole history. */
  public List<HistoryEvent> history(String execution) {
    return clients.history(execution);
  }

  private List<String> types(String execution) {
    return history(execution).stream().map(HistoryEvent::typeAsString).toList();
  }

  /** Reads JSON text. */
  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
