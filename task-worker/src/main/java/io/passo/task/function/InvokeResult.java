package io.passo.task.function;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.protocol.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer of Lambda's Invoke as {@code lambda:invoke} shows it. */
final class InvokeResult {
  private final JsonMapper mapper;
  private final InstantSource clock;

  InvokeResult(JsonMapper mapper, InstantSource clock) {
    this.mapper = mapper;
    this.clock = clock;
  }

  /**
   * Makes the result.
   *
   * @param version version that ran
   * @param payload JSON text that the function returned, empty if none was waited for
   */
  Payload of(String version, byte[] payload, int status, String requestId) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 512);
    try (JsonGenerator json = mapper.getFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("ExecutedVersion", version);
      json.writeFieldName("Payload");
      json.writeRawValue(
          payload.length == 0 ? "\"\"" : new String(payload, StandardCharsets.UTF_8));
      writeHttp(json, headers(version, payload.length, requestId), status);
      json.writeObjectFieldStart("SdkResponseMetadata");
      json.writeStringField("RequestId", requestId);
      json.writeEndObject();
      json.writeNumberField("StatusCode", status);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return new Payload(bytes.toByteArray());
  }

  private static void writeHttp(JsonGenerator json, Map<String, String> headers, int status)
      throws IOException {
    json.writeObjectFieldStart("SdkHttpMetadata");
    json.writeObjectFieldStart("AllHttpHeaders");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      json.writeArrayFieldStart(header.getKey());
      json.writeString(header.getValue());
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeObjectFieldStart("HttpHeaders");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      json.writeStringField(header.getKey(), header.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("HttpStatusCode", status);
    json.writeEndObject();
  }

  private Map<String, String> headers(String version, int length, String requestId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Amz-Executed-Version", version);
    headers.put("x-amzn-Remapped-Content-Length", "0");
    headers.put("Connection", "keep-alive");
    headers.put("x-amzn-RequestId", requestId);
    headers.put("Content-Length", Integer.toString(length));
    headers.put(
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    headers.put("Content-Type", "application/json");
    return headers;
  }
}
