package io.passo.asl.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.passo.asl.data.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive events of one execution as bytes: what goes to the journal and to PostgreSQL. Two
 * CBOR values follow each other:
 *
 * <pre>
 * [version, id of the first event, its time in ms, [payload, …]]   payloads are the bytes of their JSON text, each once
 * [{event}, …]                                                    see Fields; payloads by their number
 * </pre>
 *
 * Readers ignore further elements of the first array and unknown members of events. Safe for
 * concurrent use.
 */
public final class HistoryCodec {
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 32;
  private static final int EVENT_BYTES = 64;
  // Lenient: half a surrogate pair in a cause becomes U+FFFD instead of an exception.
  private static final CBORFactory CBOR =
      CBORFactory.builder().enable(CBORGenerator.Feature.LENIENT_UTF_ENCODING).build();

  /**
   * Encodes a chunk.
   *
   * @param events at least one, with consecutive ids
   */
  public byte[] encode(List<HistoryEvent> events) {
    PayloadTable payloads = new PayloadTable();
    ByteArrayOutputStream tail = new ByteArrayOutputStream(EVENT_BYTES * events.size());
    try {
      writeEvents(events, payloads, tail);
      ByteArrayOutputStream chunk = new ByteArrayOutputStream(size(payloads) + tail.size());
      writeHeader(events.getFirst(), payloads.payloads(), chunk);
      tail.writeTo(chunk);
      return chunk.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int size(PayloadTable payloads) {
    int size = HEADER_BYTES;
    for (byte[] payload : payloads.payloads()) {
      size += payload.length + 5;
    }
    return size;
  }

  private static void writeHeader(
      HistoryEvent first, List<byte[]> payloads, ByteArrayOutputStream out) throws IOException {
    try (JsonGenerator cbor = CBOR.createGenerator(out)) {
      cbor.writeStartArray(null, 4);
      cbor.writeNumber(VERSION);
      cbor.writeNumber(first.id());
      cbor.writeNumber(first.timestamp().toEpochMilli());
      cbor.writeStartArray(null, payloads.size());
      for (byte[] payload : payloads) {
        cbor.writeBinary(payload);
      }
      cbor.writeEndArray();
      cbor.writeEndArray();
    }
  }

  private static void writeEvents(
      List<HistoryEvent> events, PayloadTable payloads, ByteArrayOutputStream out)
      throws IOException {
    HistoryEvent first = events.getFirst();
    long expected = first.id();
    try (JsonGenerator cbor = CBOR.createGenerator(out)) {
      EventWriter writer = new EventWriter(cbor, payloads, first.timestamp().toEpochMilli());
      cbor.writeStartArray(null, events.size());
      for (HistoryEvent event : events) {
        if (event.id() != expected++) {
          throw new IllegalArgumentException(
              "Expected event " + (expected - 1) + " but found " + event.id());
        }
        writer.write(event);
      }
      cbor.writeEndArray();
    }
  }

  /**
   * Decodes a chunk.
   *
   * @throws InvalidHistoryException if the bytes are no chunk that this version can read
   */
  public List<HistoryEvent> decode(byte[] chunk) {
    try (JsonParser cbor = CBOR.createParser(chunk)) {
      expect(cbor.nextToken() == JsonToken.START_ARRAY, cbor);
      int version = (int) nextLong(cbor);
      if (version != VERSION) {
        throw new InvalidHistoryException(
            "Expected history format " + VERSION + " but found " + version);
      }
      long firstId = nextLong(cbor);
      long firstMillis = nextLong(cbor);
      Payloads payloads = readPayloads(cbor);
      skipRest(cbor);
      expect(cbor.nextToken() == JsonToken.START_ARRAY, cbor);
      return new EventReader(cbor, payloads, firstId, firstMillis).readAll();
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidHistoryException("Expected a chunk of history but found other bytes", e);
    }
  }

  private static Payloads readPayloads(JsonParser cbor) throws IOException {
    expect(cbor.nextToken() == JsonToken.START_ARRAY, cbor);
    List<Json> payloads = new ArrayList<>();
    while (cbor.nextToken() == JsonToken.VALUE_EMBEDDED_OBJECT) {
      payloads.add(Json.of(cbor.getBinaryValue()));
    }
    expect(cbor.currentToken() == JsonToken.END_ARRAY, cbor);
    return new Payloads(payloads);
  }

  private static void skipRest(JsonParser cbor) throws IOException {
    for (JsonToken token = cbor.nextToken();
        token != JsonToken.END_ARRAY;
        token = cbor.nextToken()) {
      expect(token != null, cbor);
      cbor.skipChildren();
    }
  }

  private static long nextLong(JsonParser cbor) throws IOException {
    expect(cbor.nextToken() == JsonToken.VALUE_NUMBER_INT, cbor);
    return cbor.getLongValue();
  }

  private static void expect(boolean asExpected, JsonParser cbor) {
    if (!asExpected) {
      throw new InvalidHistoryException(
          "Expected a chunk of history but found "
              + cbor.currentToken()
              + " at "
              + cbor.currentLocation().getByteOffset());
    }
  }
}
