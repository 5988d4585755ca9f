package io.passo.it.conformance;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;

/** A Lambda function of a case: what it answers, and after which time. */
sealed interface SimulatedFunction {
  /** What the function answers to an event. */
  Answer answer(JsonNode event);

  /** How long it takes. */
  default Duration delay() {
    return Duration.ZERO;
  }

  /** An answer. */
  sealed interface Answer {
    /** Bytes of the response, JSON or not. */
    record Returned(String payload) implements Answer {}

    /** A function error: its type and the error document as the runtime writes it. */
    record Failed(String errorType, JsonNode document, String text) implements Answer {}
  }

  /** The function that one entry of a case describes. */
  static SimulatedFunction of(JsonNode lambda) {
    return switch (lambda.path("kind").textValue()) {
      case "echo" -> new Echo(Duration.ofSeconds(lambda.path("delaySeconds").asLong(0)));
      case "return" -> new Fixed(lambda.path("value").toString());
      case "raw" ->
          new Fixed(lambda.path("repeat").textValue().repeat(lambda.path("times").intValue()));
      case "fail" -> new Fail(lambda);
      case "python" -> new Python(lambda.path("source").textValue());
      case String other ->
          throw new IllegalArgumentException("Expected a kind of function but found " + other);
    };
  }

  /** Returns its event. */
  record Echo(Duration delay) implements SimulatedFunction {
    @Override
    public Answer answer(JsonNode event) {
      return new Answer.Returned(event.toString());
    }
  }

  /** Returns the same bytes always. */
  record Fixed(String payload) implements SimulatedFunction {
    @Override
    public Answer answer(JsonNode event) {
      return new Answer.Returned(payload);
    }
  }

  /** Raises an exception. */
  record Fail(JsonNode lambda) implements SimulatedFunction {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Answer answer(JsonNode event) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.set("errorMessage", lambda.get("errorMessage"));
      document.set("errorType", lambda.get("errorType"));
      document.put("requestId", UUID.nameUUIDFromBytes(new byte[] {1}).toString());
      document.set("stackTrace", lambda.get("stackTrace"));
      return new Answer.Failed(
          lambda.path("errorType").textValue(), document, pythonText(document));
    }

    /** With a space behind commas and colons. */
    private static String pythonText(JsonNode document) {
      Separators separators =
          Separators.createDefaultInstance()
              .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
              .withObjectEntrySpacing(Separators.Spacing.AFTER)
              .withArrayValueSpacing(Separators.Spacing.AFTER);
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter(separators)
              .withObjectIndenter(new DefaultPrettyPrinter.NopIndenter())
              .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter());
      try {
        return JSON.writer(printer)
            .with(JsonWriteFeature.ESCAPE_NON_ASCII)
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .writeValueAsString(document);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A Python handler, imitated. Known is {@code return f"<text>{event}"}; nothing else is in the
   * public cases.
   */
  record Python(String source) implements SimulatedFunction {
    private static final java.util.regex.Pattern FORMATTED =
        java.util.regex.Pattern.compile("return f\"([^\"{]*)\\{event\\}\"");

    @Override
    public Answer answer(JsonNode event) {
      var formatted = FORMATTED.matcher(source);
      if (!formatted.find()) {
        throw new IllegalArgumentException("Expected a known handler but found " + source);
      }
      String text = formatted.group(1) + event;
      return new Answer.Returned(JsonNodeFactory.instance.textNode(text).toString());
    }
  }
}
