package io.passo.it.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Executions of the order-processing example, from their start to their end. */
final class Orders {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(6);

  private final Clients clients;
  private final Path example;
  private final String input;
  private final String stateMachineArn;

  Orders(Clients clients, Path example) throws IOException {
    this.clients = clients;
    this.example = example;
    this.input = Files.readString(example.resolve("input.json"));
    this.stateMachineArn = create(Files.readString(example.resolve("state-machine.asl.json")));
  }

  private String create(String definition) {
    try {
      return clients.call(
          api ->
              api.createStateMachine(
                      of ->
                          of.name("orders")
                              .roleArn("arn:aws:iam::000000000000:role/demo")
                              .definition(definition))
                  .stateMachineArn());
    } catch (StateMachineAlreadyExistsException e) {
      throw new IllegalStateException("Expected a fresh system", e);
    }
  }

  /** Starts one; a start that was answered, or done without an answer, is done. */
  String start(int number) {
    String name = "order-" + number;
    try {
      return clients.call(
          api ->
              api.startExecution(of -> of.stateMachineArn(stateMachineArn).name(name).input(input))
                  .executionArn());
    } catch (ExecutionAlreadyExistsException e) {
      // The answer to an earlier try was lost, and the execution has ended since.
      return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
    }
  }

  /** Approves it once it asks, and waits for its end. */
  DescribeExecutionResponse finish(String execution) {
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
        .map(parameters -> parameters.at("/Payload/taskToken").textValue())
        .filter(token -> token != null)
        .findFirst();
  }

  private void approve(String token) {
    try {
      String approval = Files.readString(example.resolve("approval.json"));
      clients.call(api -> api.sendTaskSuccess(of -> of.taskToken(token).output(approval)));
    } catch (TaskTimedOutException e) {
      // The answer to an earlier try was lost: the task is closed.
      return;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The whole history. */
  List<HistoryEvent> history(String execution) {
    List<HistoryEvent> events = new ArrayList<>();
    @Nullable String token = null;
    do {
      String from = token;
      GetExecutionHistoryResponse page =
          clients.call(
              api ->
                  api.getExecutionHistory(
                      of -> of.executionArn(execution).maxResults(1000).nextToken(from)));
      events.addAll(page.events());
      token = page.nextToken();
    } while (token != null);
    return events;
  }

  private List<String> types(String execution) {
    return history(execution).stream().map(HistoryEvent::typeAsString).toList();
  }

  /** What every one of them must come to. */
  JsonNode expected() throws IOException {
    return JSON.readTree(example.resolve("expected.json").toFile());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
