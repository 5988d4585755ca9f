package io.passo.asl.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * Renders events as {@code GetExecutionHistory} answers them (history.md §1, §2): times as seconds
 * with milliseconds, payloads as JSON text inside strings, written from their bytes without parsing
 * them. Safe for concurrent use.
 */
public final class HistoryJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final boolean includeExecutionData;

  /**
   * @param includeExecutionData false leaves out inputs, outputs, parameters and variables
   */
  public HistoryJson(boolean includeExecutionData) {
    this.includeExecutionData = includeExecutionData;
  }

  /** A generator for {@link #write}; it does not close {@code out}. */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /**
   * Writes one event as an object.
   *
   * @param json a generator that writes UTF-8 bytes
   */
  public void write(HistoryEvent event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName("timestamp");
    json.writeNumber(epochSeconds(event.timestamp()));
    json.writeStringField("type", event.type().wireName());
    json.writeNumberField("id", event.id());
    json.writeNumberField("previousEventId", event.previousEventId());
    String member = event.type().detailsMember();
    if (!member.isEmpty()) {
      json.writeObjectFieldStart(member);
      new DetailsWriter(json, includeExecutionData).write(event.details());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /**
   * Seconds since the epoch with up to three digits for the milliseconds, the way AWS writes times.
   */
  static String epochSeconds(Instant timestamp) {
    long millis = timestamp.toEpochMilli();
    long fraction = Math.floorMod(millis, 1000);
    return Math.floorDiv(millis, 1000)
        + "."
        + (char) ('0' + fraction / 100)
        + (char) ('0' + fraction / 10 % 10)
        + (char) ('0' + fraction % 10);
  }
}
