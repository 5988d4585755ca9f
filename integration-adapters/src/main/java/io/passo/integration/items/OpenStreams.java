package io.passo.integration.items;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Streams that stand where the next page of their Map Run begins, so that it need not be looked for
 * again. The oldest ones are closed when there are many: their pages are found by the cursor then.
 */
final class OpenStreams {
  private static final int MOST = 64;

  private final Map<String, Place> places = new LinkedHashMap<>();

  private record Place(int next, ItemStream stream) {}

  /** The stream of a Map Run that stands before an item. */
  synchronized Optional<ItemStream> take(String mapRunArn, int next) throws IOException {
    Place place = places.remove(mapRunArn);
    if (place == null) {
      return Optional.empty();
    }
    if (place.next() == next) {
      return Optional.of(place.stream());
    }
    place.stream().close();
    return Optional.empty();
  }

  /** Keeps a stream for the next page. */
  synchronized void keep(String mapRunArn, int next, ItemStream stream) throws IOException {
    Place other = places.put(mapRunArn, new Place(next, stream));
    if (other != null) {
      other.stream().close();
    }
    if (places.size() > MOST) {
      Iterator<Place> oldest = places.values().iterator();
      ItemStream closed = oldest.next().stream();
      oldest.remove();
      closed.close();
    }
  }
}
