package io.passo.asl.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the events of a chunk; see {@link Fields}. */
final class EventReader {
  private final JsonParser cbor;
  private final Payloads payloads;
  private long nextId;
  private long lastMillis;

  EventReader(JsonParser cbor, Payloads payloads, long firstId, long firstMillis) {
    this.cbor = cbor;
    this.payloads = payloads;
    this.nextId = firstId;
    this.lastMillis = firstMillis;
  }

  /** Reads the array that the parser stands at. */
  List<HistoryEvent> readAll() throws IOException {
    List<HistoryEvent> events = new ArrayList<>();
    while (cbor.nextToken() == JsonToken.START_OBJECT) {
      events.add(read());
    }
    return events;
  }

  private HistoryEvent read() throws IOException {
    long id = nextId++;
    long previous = id - 1;
    int type = 0;
    StoredDetails details = new StoredDetails(payloads);
    for (String field = cbor.nextFieldName(); field != null; field = cbor.nextFieldName()) {
      cbor.nextToken();
      switch (field) {
        case Fields.TYPE -> type = cbor.getIntValue();
        case Fields.PREVIOUS -> previous = cbor.getLongValue();
        case Fields.TIMESTAMP -> lastMillis += cbor.getLongValue();
        default -> details.read(field, cbor);
      }
    }
    return new HistoryEvent(
        id, previous, Instant.ofEpochMilli(lastMillis), details.build(type(type)));
  }

  private static EventType type(int code) {
    return EventType.ofCode(code)
        .orElseThrow(
            () ->
                new InvalidHistoryException("Expected a known event type but found code " + code));
  }
}
