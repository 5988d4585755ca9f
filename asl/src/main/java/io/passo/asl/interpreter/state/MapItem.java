package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import org.jspecify.annotations.Nullable;

/**
 * An item as {@code ItemSelector} sees it in the context object.
 *
 * @param index from 0
 * @param value the item
 * @param key name of the member, if the items are those of an object
 * @param source where the item comes from; null in an inline Map
 */
record MapItem(int index, JsonNode value, @Nullable String key, @Nullable String source) {
  /** An item of an inline Map. */
  static MapItem of(int index, JsonNode value) {
    return new MapItem(index, value, null, null);
  }

  /** {@code Map} of the context object. */
  ObjectNode node() {
    ObjectNode item = Json.object().put("Index", index);
    item.set("Value", value);
    if (key != null) {
      item.put("Key", key);
    }
    if (source != null) {
      item.put("Source", source);
    }
    ObjectNode map = Json.object();
    map.set("Item", item);
    return map;
  }
}
