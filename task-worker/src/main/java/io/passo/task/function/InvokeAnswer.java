package io.passo.task.function;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.protocol.Payload;
import io.passo.task.runtime.LogTail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What coordinators are told for the Invoke action: what its headers and body say. */
final class InvokeAnswer {
  private InvokeAnswer() {}

  /** The function returned {@code body}, JSON text. */
  static Payload of(JsonMapper mapper, String version, byte[] body, @Nullable LogTail logs) {
    return write(mapper, version, null, body, logs);
  }

  /** The function failed. */
  static Payload failed(
      JsonMapper mapper,
      String version,
      String errorType,
      String document,
      @Nullable LogTail logs) {
    byte[] body = document.getBytes(StandardCharsets.UTF_8);
    return write(
        mapper,
        version,
        "Unhandled",
        JsonText.isValue(mapper.getFactory(), body) ? body : described(mapper, errorType, document),
        logs);
  }

  private static byte[] described(JsonMapper mapper, String errorType, String message) {
    return mapper
        .createObjectNode()
        .put("errorType", errorType)
        .put("errorMessage", message)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Payload write(
      JsonMapper mapper,
      String version,
      @Nullable String functionError,
      byte[] body,
      @Nullable LogTail logs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 256);
    try (JsonGenerator json = mapper.getFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("ExecutedVersion", version);
      if (functionError != null) {
        json.writeStringField("FunctionError", functionError);
      }
      if (logs != null) {
        json.writeStringField("LogResult", Base64.getEncoder().encodeToString(logs.bytes()));
      }
      json.writeFieldName("Payload");
      json.writeRawValue(new String(body, StandardCharsets.UTF_8));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return new Payload(bytes.toByteArray());
  }
}
