package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page begins, for whoever reads it: whoever has read the page before may be gone.
 *
 * @param after key of a list that has been read, or number of the files of a manifest that have
 *     been; null = none
 * @param skip items of the next file that have been read
 * @param tag tag of that file, which must not change; null if none of it has been read
 * @param files files of a manifest that may be read from there on; the engine asks for them before
 */
record Cursor(@Nullable String after, long skip, @Nullable String tag, List<Place> files) {
  static final Cursor START = new Cursor(null, 0, null);

  Cursor {
    files = List.copyOf(files);
  }

  /** One that names no files. */
  Cursor(@Nullable String after, long skip, @Nullable String tag) {
    this(after, skip, tag, List.of());
  }

  /** A file. */
  record Place(String bucket, String key) {}

  /** The same, naming the files that are read from there on. */
  Cursor with(List<Place> named) {
    return new Cursor(after, skip, tag, named);
  }

  static Cursor of(JsonNode cursor) {
    List<Place> files = new ArrayList<>();
    for (JsonNode file : cursor.path("Files")) {
      files.add(new Place(file.path("Bucket").asText(), file.path("Key").asText()));
    }
    return new Cursor(
        cursor.path("After").textValue(),
        cursor.path("Skip").asLong(),
        cursor.path("Tag").textValue(),
        files);
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
    if (!files.isEmpty()) {
      ArrayNode named = node.putArray("Files");
      files.forEach(file -> named.addObject().put("Bucket", file.bucket()).put("Key", file.key()));
    }
    return node;
  }
}
