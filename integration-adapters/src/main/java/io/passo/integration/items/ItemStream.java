package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The items of a Map Run from some place on, and where that place is. */
interface ItemStream extends Closeable {
  /**
   * The next item, which stays the next one until it is taken; null after the last one.
   *
   * @throws IOException if it cannot be read; the message names the file
   */
  @Nullable Item peek() throws IOException;

  /** Takes the item that was seen last. */
  void take();

  /** Where the next item is. */
  Cursor cursor();

  /** Whether there is more behind what may be read now. */
  default boolean isPaused() {
    return false;
  }

  /** What the cursor names may be read from now on. */
  default void grant(Cursor cursor) {}

  /**
   * An item.
   *
   * @param key name of the member, if the items are the members of an object
   * @param source what {@code Map.Item.Source} says
   */
  record Item(JsonNode value, @Nullable String key, String source) {}
}
