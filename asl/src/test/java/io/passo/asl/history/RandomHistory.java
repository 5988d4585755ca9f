package io.passo.asl.history;

import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Histories that need not make sense but use every member of every type. */
final class RandomHistory {
  private static final List<EventType> TYPES = List.of(EventType.values());

  private final Random random;
  private final List<Json> payloads = new ArrayList<>();
  private long millis = 1_790_000_000_123L;

  RandomHistory(long seed) {
    this.random = new Random(seed);
    payloads.add(json("{}"));
  }

  List<HistoryEvent> events(int count) {
    long first = 1L + random.nextInt(20_000);
    List<HistoryEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EventType type = TYPES.get(random.nextInt(TYPES.size()));
      events.add(event(first + i, type));
    }
    return events;
  }

  HistoryEvent event(long id, EventType type) {
    millis += random.nextInt(3) == 0 ? random.nextInt(100_000) - 100 : 0;
    long previous = random.nextBoolean() ? id - 1 : random.nextLong(id);
    return new HistoryEvent(id, previous, Instant.ofEpochMilli(millis), details(type));
  }

  private Details details(EventType type) {
    return switch (type.shape()) {
      case PLAIN -> new Details.Plain(type);
      case EXECUTION_STARTED ->
          new Details.ExecutionStarted(payload(), text(), optional(), optional());
      case EXECUTION_REDRIVEN -> new Details.ExecutionRedriven(number());
      case OUTPUT -> new Details.Output(type, payload());
      case FAILURE -> new Details.Failure(type, optional(), optional());
      case STATE_ENTERED -> new Details.StateEntered(type, text(), payload());
      case STATE_EXITED -> new Details.StateExited(type, text(), payload(), variables());
      case TASK_SCHEDULED ->
          new Details.TaskScheduled(
              text(), text(), text(), payload(), seconds(), seconds(), optional());
      case TASK_STARTED -> new Details.TaskStarted(text(), text());
      case TASK_OUTPUT -> new Details.TaskOutput(type, text(), text(), payload());
      case TASK_FAILURE -> new Details.TaskFailure(type, text(), text(), optional(), optional());
      case LAMBDA_FUNCTION_SCHEDULED ->
          new Details.LambdaFunctionScheduled(text(), payload(), seconds(), optional());
      case ACTIVITY_SCHEDULED ->
          new Details.ActivityScheduled(text(), payload(), seconds(), seconds());
      case ACTIVITY_STARTED -> new Details.ActivityStarted(optional());
      case MAP_STATE_STARTED -> new Details.MapStateStarted(number());
      case MAP_ITERATION -> new Details.MapIteration(type, text(), number());
      case MAP_RUN_STARTED -> new Details.MapRunStarted(text());
      case MAP_RUN_REDRIVEN -> new Details.MapRunRedriven(text(), number());
      case EVALUATION_FAILED ->
          new Details.EvaluationFailed(optional(), optional(), optional(), text());
    };
  }

  private Json payload() {
    if (random.nextInt(3) > 0) {
      return payloads.get(random.nextInt(payloads.size()));
    }
    Json payload = json("{\"t\": \"" + text() + "\", \"n\":" + random.nextInt(5) + ".50}");
    payloads.add(payload);
    return payload;
  }

  private Map<String, Json> variables() {
    Map<String, Json> variables = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      variables.put(text() + i, payload());
    }
    return variables;
  }

  private String text() {
    String[] texts = {
      "", "a", "Größe €", "😀", "arn:aws:states:::sqs:sendMessage", "x".repeat(300)
    };
    return texts[random.nextInt(texts.length)];
  }

  private @Nullable String optional() {
    return random.nextBoolean() ? text() : null;
  }

  private @Nullable Long seconds() {
    return random.nextBoolean() ? (Long) (long) random.nextInt(99_999_999) : null;
  }

  private int number() {
    return random.nextInt(3) == 0 ? 0 : random.nextInt(Integer.MAX_VALUE);
  }

  static Json json(String text) {
    try {
      return Json.parse(text);
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
