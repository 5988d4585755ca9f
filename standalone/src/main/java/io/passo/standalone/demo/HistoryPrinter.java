package io.passo.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.StreamSupport;

/** Prints history events, one line each, indented by the branch they belong to. */
final class HistoryPrinter {
  private static final Set<String> OPENS_BRANCH =
      Set.of("ParallelStateStarted", "MapIterationStarted");
  private static final Set<String> CLOSES_BRANCH =
      Set.of(
          "ParallelStateSucceeded",
          "ParallelStateFailed",
          "MapIterationSucceeded",
          "MapIterationFailed");

  private final PrintWriter out;
  private final BinaryOperator<String> styled;
  private final Map<Long, Integer> depths = new HashMap<>();
  private final Map<String, Integer> entered = new HashMap<>();
  private final Map<Long, String> types = new HashMap<>();
  private double begin = -1;

  /** {@code styled} puts a text in a style: {@code styled.apply("green", text)}. */
  HistoryPrinter(PrintWriter out, BinaryOperator<String> styled) {
    this.out = out;
    this.styled = styled;
  }

  void print(JsonNode event) {
    double at = event.path("timestamp").asDouble();
    begin = begin < 0 ? at : begin;
    String type = event.path("type").asText();
    String seconds = String.format(Locale.ROOT, "%7.3f", at - begin);
    String indented = "  ".repeat(depth(event, type)) + type;
    out.printf(
        "  %s %4d  %s %s%n",
        styled.apply("faint", seconds),
        event.path("id").asLong(),
        styled.apply(style(type), "%-34s".formatted(indented)),
        EventText.of(event).map(text -> styled.apply(textStyle(type), text)).orElse(""));
    out.flush();
  }

  private int depth(JsonNode event, String type) {
    String state = event.at("/stateExitedEventDetails/name").asText();
    int depth = state.isEmpty() ? depthAfterPrevious(event, type) : entered.getOrDefault(state, 0);
    if (event.has("stateEnteredEventDetails")) {
      entered.put(event.at("/stateEnteredEventDetails/name").asText(), depth);
    }
    depths.put(event.path("id").asLong(), depth);
    types.put(event.path("id").asLong(), type);
    return depth;
  }

  private int depthAfterPrevious(JsonNode event, String type) {
    long previous = event.path("previousEventId").asLong();
    int depth = depths.getOrDefault(previous, 0);
    if (OPENS_BRANCH.contains(types.getOrDefault(previous, ""))) {
      return depth + 1;
    }
    return CLOSES_BRANCH.contains(type) ? Math.max(0, depth - 1) : depth;
  }

  private static String style(String type) {
    if (type.endsWith("Failed") || type.endsWith("TimedOut") || type.endsWith("Aborted")) {
      return "red";
    }
    if (type.endsWith("StateEntered")) {
      return "bold";
    }
    return type.endsWith("Succeeded") ? "green" : "faint";
  }

  private static String textStyle(String type) {
    return type.endsWith("StateEntered") ? "bold,cyan" : style(type);
  }

  /** What an event is about, in a few words. */
  private static final class EventText {
    private static final int LIMIT = 90;

    static Optional<String> of(JsonNode event) {
      return details(event)
          .map(EventText::describe)
          .filter(text -> !text.isBlank())
          .map(EventText::cut);
    }

    private static Optional<JsonNode> details(JsonNode event) {
      return StreamSupport.stream(event.spliterator(), false)
          .filter(JsonNode::isObject)
          .findFirst();
    }

    private static String describe(JsonNode details) {
      if (details.has("error") || details.has("cause")) {
        return details.path("error").asText() + ": " + details.path("cause").asText();
      }
      if (details.has("resource")) {
        String resource = details.path("resource").asText();
        return resource.substring(resource.lastIndexOf(':') + 1);
      }
      if (details.has("index")) {
        return details.path("name").asText() + " " + details.path("index").asInt();
      }
      return details.has("name") ? details.path("name").asText() : details.path("output").asText();
    }

    private static String cut(String text) {
      String line = text.replaceAll("\\s+", " ");
      return line.length() <= LIMIT ? line : line.substring(0, LIMIT - 1) + "…";
    }
  }
}
