package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Where a page begins, for whoever reads it: whoever has read the page before may be gone.
 *
 * @param after key of a list that has been read, or number of the files of a manifest that have
 *     been; null = none
 * @param skip items of the next file that have been read
 * @param tag tag of that file, which must not change; null if none of it has been read
 */
record Cursor(@Nullable String after, long skip, @Nullable String tag) {
  static final Cursor START = new Cursor(null, 0, null);

  static Cursor of(JsonNode cursor) {
    return new Cursor(
        cursor.path("After").textValue(),
        cursor.path("Skip").asLong(),
        cursor.path("Tag").textValue());
  }

  ObjectNode node() {
    ObjectNode node = JsonText.MAPPER.createObjectNode();
    if (after != null) {
      node.put("After", after);
    }
    node.put("Skip", skip);
    if (tag != null) {
      node.put("Tag", tag);
    }
    return node;
  }
}
