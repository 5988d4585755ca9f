package io.passo.asl.history;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Renders events as the service logs them (operations.md §1.3): like {@link HistoryJson}, but the
 * details have one name for all types and numbers are text.
 */
public final class LogRecordJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS).build();

  private LogRecordJson() {}

  /**
   * One event as one line.
   *
   * @param includeExecutionData false leaves out inputs, outputs, parameters and variables
   */
  public static String text(HistoryEvent event, String executionArn, boolean includeExecutionData) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(line, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeNumberField("id", event.id());
      json.writeStringField("type", event.type().wireName());
      json.writeObjectFieldStart("details");
      new DetailsWriter(json, includeExecutionData).write(event.details());
      json.writeEndObject();
      json.writeNumberField("previous_event_id", event.previousEventId());
      json.writeNumberField("event_timestamp", event.timestamp().toEpochMilli());
      json.writeStringField("execution_arn", executionArn);
      json.writeStringField("redrive_count", "0");
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected writing to memory to succeed", e);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
