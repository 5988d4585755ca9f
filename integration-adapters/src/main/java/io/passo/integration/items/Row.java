package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One item.
 *
 * @param value the item
 * @param key name of the member, if the items are the members of a JSON object
 */
record Row(JsonNode value, @Nullable String key) {
  Row(JsonNode value) {
    this(value, null);
  }
}
