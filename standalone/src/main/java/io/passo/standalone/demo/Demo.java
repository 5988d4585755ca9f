package io.passo.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.standalone.aws.ApiException;
import io.passo.standalone.aws.StatesClient;
import io.passo.standalone.system.SystemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BinaryOperator;

/** Registers all examples and runs one, showing its history as it happens. */
public final class Demo {
  private static final String EXAMPLE = "order-processing";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofMillis(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StatesClient client;
  private final PrintWriter out;
  private final BinaryOperator<String> styled;

  /** {@code styled} puts a text in a style: {@code styled.apply("green", text)}. */
  public Demo(StatesClient client, PrintWriter out, BinaryOperator<String> styled) {
    this.client = client;
    this.out = out;
    this.styled = styled;
  }

  /** How the run ended. */
  public record Outcome(String executionArn, String status, JsonNode output, boolean asExpected) {}

  /**
   * Runs the order-processing example to its end.
   *
   * @throws SystemException if it does not end within two minutes
   */
  public Outcome run(Path examples) {
    List<Example> all = Example.all(examples);
    String arn = "";
    for (Example example : all) {
      String registered = client.register(example.name(), example.definition());
      arn = example.name().equals(EXAMPLE) ? registered : arn;
    }
    out.println("Registered " + String.join(", ", all.stream().map(Example::name).toList()) + ".");
    Example example =
        all.stream()
            .filter(candidate -> candidate.name().equals(EXAMPLE))
            .findFirst()
            .orElseThrow(
                () -> new SystemException("Expected the example " + EXAMPLE + " in " + examples));
    return follow(example, client.start(arn, example.input()));
  }

  private Outcome follow(Example example, String executionArn) {
    out.printf("%nRunning %s%n%n", styled.apply("bold", executionArn));
    HistoryPrinter printer = new HistoryPrinter(out, styled);
    TokenWatch tokens = new TokenWatch();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    int shown = 0;
    while (true) {
      List<JsonNode> events = history(executionArn);
      for (JsonNode event : events.subList(Math.min(shown, events.size()), events.size())) {
        printer.print(event);
        tokens.tokenOf(event).ifPresent(token -> approve(example, token));
      }
      shown = Math.max(shown, events.size());
      if (!events.isEmpty() && isEnd(events.getLast())) {
        return outcome(example, executionArn);
      }
      if (System.nanoTime() > deadline) {
        throw new SystemException(
            "Expected the execution to end within " + LIMIT.toSeconds() + " s: " + executionArn);
      }
      pause();
    }
  }

  /** A start is answered when it is certain, which may be a moment before it can be read. */
  private List<JsonNode> history(String executionArn) {
    try {
      return client.history(executionArn);
    } catch (ApiException e) {
      if (e.type().equals("ExecutionDoesNotExist")) {
        return List.of();
      }
      throw e;
    }
  }

  private static boolean isEnd(JsonNode event) {
    String type = event.path("type").asText();
    return type.startsWith("Execution") && !type.equals("ExecutionStarted");
  }

  /** What a manager would do: the execution waits for it, for as long as the state allows. */
  private void approve(Example example, String token) {
    String approval = read(example.folder().resolve("approval.json"));
    out.println(
        "                "
            + styled.apply(
                "yellow", "↳ approving the order: SendTaskSuccess " + oneLine(approval)));
    client.sendTaskSuccess(token, approval);
  }

  private Outcome outcome(Example example, String executionArn) {
    JsonNode description = client.describe(executionArn);
    String status = description.path("status").asText();
    JsonNode output = parse(description.path("output").asText("null"));
    return new Outcome(
        executionArn,
        status,
        output,
        status.equals("SUCCEEDED") && output.equals(example.expected()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new SystemException("Expected to read " + file + " but " + e, e);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new SystemException("Expected JSON but was " + json, e);
    }
  }

  private static String oneLine(String json) {
    return parse(json).toString();
  }

  private static void pause() {
    try {
      Thread.sleep(STEP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted", e);
    }
  }
}
