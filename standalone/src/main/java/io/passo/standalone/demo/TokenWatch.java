package io.passo.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the token of a task that waits to be completed: the history shows what the task was called
 * with.
 */
final class TokenWatch {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Long, String> scheduled = new HashMap<>();

  /** The token, once its task was handed over. */
  Optional<String> tokenOf(JsonNode event) {
    String type = event.path("type").asText();
    if (type.equals("TaskScheduled")) {
      remember(event);
    }
    if (!type.equals("TaskSubmitted")) {
      return Optional.empty();
    }
    // Scheduled, Started, Submitted follow each other.
    long id = event.path("id").asLong();
    return Optional.ofNullable(scheduled.remove(event.path("previousEventId").asLong(id - 1) - 1));
  }

  private void remember(JsonNode event) {
    try {
      JsonNode parameters =
          JSON.readTree(event.path("taskScheduledEventDetails").path("parameters").asText());
      String token = parameters.path("Payload").path("taskToken").asText();
      if (!token.isEmpty()) {
        scheduled.put(event.path("id").asLong(), token);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected JSON as parameters of event " + event.path("id"), e);
    }
  }
}
