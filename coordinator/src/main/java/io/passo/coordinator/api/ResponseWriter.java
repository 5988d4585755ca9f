package io.passo.coordinator.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes response members as AWS JSON 1.0 has them: absent values are left out, times are seconds
 * with milliseconds.
 */
public final class ResponseWriter {
  private final JsonGenerator json;

  public ResponseWriter(JsonGenerator json) {
    this.json = json;
  }

  /** A string member, left out if null. */
  public ResponseWriter text(String name, @Nullable String value) {
    if (value != null) {
      write(() -> json.writeStringField(name, value));
    }
    return this;
  }

  /** A time member, left out if null. */
  public ResponseWriter time(String name, @Nullable Instant value) {
    if (value != null) {
      write(() -> json.writeNumberField(name, BigDecimal.valueOf(value.toEpochMilli(), 3)));
    }
    return this;
  }

  /** An integer member, left out if null. */
  public ResponseWriter number(String name, @Nullable Integer value) {
    return value == null ? this : number(name, value.longValue());
  }

  public ResponseWriter number(String name, long value) {
    write(() -> json.writeNumberField(name, value));
    return this;
  }

  public ResponseWriter decimal(String name, double value) {
    write(() -> json.writeNumberField(name, value));
    return this;
  }

  public ResponseWriter flag(String name, boolean value) {
    write(() -> json.writeBooleanField(name, value));
    return this;
  }

  /** An object member whose members {@code content} writes. */
  public ResponseWriter structure(String name, Consumer<ResponseWriter> content) {
    write(() -> json.writeObjectFieldStart(name));
    content.accept(this);
    write(json::writeEndObject);
    return this;
  }

  /** A member that is a tree already. */
  public ResponseWriter tree(String name, JsonNode value) {
    write(
        () -> {
          json.writeFieldName(name);
          json.writeRawValue(value.toString());
        });
    return this;
  }

  /** A list of objects, one per element. */
  public <T> ResponseWriter structures(
      String name, Iterable<T> elements, java.util.function.BiConsumer<ResponseWriter, T> content) {
    write(() -> json.writeArrayFieldStart(name));
    for (T element : elements) {
      write(json::writeStartObject);
      content.accept(this, element);
      write(json::writeEndObject);
    }
    write(json::writeEndArray);
    return this;
  }

  /** A list whose elements write themselves, for what has a writer of its own. */
  public <T> ResponseWriter list(String name, Iterable<T> elements, ElementWriter<T> writer) {
    write(() -> json.writeArrayFieldStart(name));
    for (T element : elements) {
      write(() -> writer.write(element, json));
    }
    write(json::writeEndArray);
    return this;
  }

  /** Writes an element of a list as one JSON value. */
  @FunctionalInterface
  public interface ElementWriter<T> {
    void write(T element, JsonGenerator json) throws IOException;
  }

  private static void write(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected writing to memory to succeed", e);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
