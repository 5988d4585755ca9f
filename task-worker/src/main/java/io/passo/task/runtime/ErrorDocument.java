package io.passo.task.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.task.runtime.FunctionResponse.FunctionError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The JSON a function reports an error with: {@code errorMessage}, {@code errorType}, {@code
 * stackTrace}, {@code cause}.
 */
final class ErrorDocument {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int DEEPEST_CAUSE = 8;
  private static final int LONGEST_TRACE = 50;

  private ErrorDocument() {}

  /** The error of a Java function, as AWS's Java runtime writes it. */
  static FunctionError of(Throwable error) {
    return new FunctionError(error.getClass().getName(), document(error, DEEPEST_CAUSE).toString());
  }

  /** The error that a function described itself; empty if the text is no such document. */
  static Optional<FunctionError> read(byte[] text) {
    try {
      JsonNode type = MAPPER.readTree(text).path("errorType");
      return type.isTextual()
          ? Optional.of(
              new FunctionError(type.textValue(), new String(text, StandardCharsets.UTF_8)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ObjectNode document(Throwable error, int causes) {
    ObjectNode document = MAPPER.createObjectNode();
    String message = error.getMessage();
    document.put("errorMessage", message == null ? error.getClass().getName() : message);
    document.put("errorType", error.getClass().getName());
    ArrayNode trace = document.putArray("stackTrace");
    for (StackTraceElement element : functionFrames(error)) {
      trace.add(element.toString());
    }
    Throwable cause = error.getCause();
    if (cause != null && causes > 0) {
      document.set("cause", document(cause, causes - 1));
    }
    return document;
  }

  // What lies below the function is ours and tells its author nothing.
  private static Iterable<StackTraceElement> functionFrames(Throwable error) {
    return java.util.Arrays.stream(error.getStackTrace())
        .takeWhile(element -> !element.getClassName().startsWith("io.passo.task.runtime."))
        .limit(LONGEST_TRACE)
        .toList();
  }
}
