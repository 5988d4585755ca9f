package io.passo.integration.items;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.items.ItemStream.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of items: {@code {"Pages":[{"Source":…,"Items":[…],"Keys":[…]}],"Next":cursor}}, no larger
 * than a result of a worker may be.
 */
final class Page {
  private static final int MOST_ITEMS = 1_000;
  private static final int MOST_BYTES = 200 * 1024;

  private final int largestItem;
  private final List<Part> parts = new ArrayList<>();
  private int count;
  private int bytes;

  /**
   * An empty page.
   *
   * @param largestItem bytes that an item may have; one by itself may fill a page
   */
  Page(int largestItem) {
    this.largestItem = largestItem;
  }

  /** Neighbouring items of one source. */
  private record Part(String source, boolean hasKeys, List<byte[]> items, List<String> keys) {}

  /**
   * Takes an item if there is room for it.
   *
   * @param index of the item
   * @throws CorruptFileException if it is too large for any page
   */
  boolean add(Item item, int index) throws IOException {
    byte[] text = JsonText.MAPPER.writeValueAsBytes(item.value());
    if (text.length > largestItem) {
      throw new CorruptFileException(
          "%s, item %d: Expected items of at most %d bytes but found one of %d"
              .formatted(item.source(), index, largestItem, text.length));
    }
    int size = text.length + 1 + (item.key() == null ? 0 : item.key().length() * 3 + 3);
    if (count == MOST_ITEMS || (count > 0 && bytes + size > MOST_BYTES)) {
      return false;
    }
    Part part = part(item);
    part.items().add(text);
    if (item.key() != null) {
      part.keys().add(item.key());
    }
    bytes += size;
    count++;
    return true;
  }

  private Part part(Item item) {
    Part last = parts.isEmpty() ? null : parts.getLast();
    boolean hasKey = item.key() != null;
    if (last != null && last.source().equals(item.source()) && last.hasKeys() == hasKey) {
      return last;
    }
    Part next = new Part(item.source(), hasKey, new ArrayList<>(), new ArrayList<>());
    parts.add(next);
    bytes += item.source().length() * 2 + 64;
    return next;
  }

  int count() {
    return count;
  }

  /**
   * The page as JSON.
   *
   * @param next where the next one begins; null = there is none
   */
  byte[] json(@Nullable JsonNode next) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes + 1024);
    try (JsonGenerator json = JsonText.MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("Pages");
      for (Part part : parts) {
        write(part, json);
      }
      json.writeEndArray();
      if (next != null) {
        json.writeFieldName("Next");
        json.writeTree(next);
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(Part part, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("Source", part.source());
    json.writeArrayFieldStart("Items");
    for (byte[] item : part.items()) {
      json.writeRawValue(new String(item, StandardCharsets.UTF_8));
    }
    json.writeEndArray();
    if (part.hasKeys()) {
      json.writeArrayFieldStart("Keys");
      for (String key : part.keys()) {
        json.writeString(key);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
