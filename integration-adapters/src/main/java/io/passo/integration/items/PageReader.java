package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.items.ItemStream.Item;
import io.passo.worker.ResultSize;
import java.io.IOException;
import java.util.Optional;

/** Reads pages of items. Asked again for the same page it gives the same one. */
final class PageReader {
  /** AWS reads no larger items (asl.md §6.8). */
  private static final int LARGEST_ITEM = 8_000_000;

  /** What a page has beside its items. */
  private static final int FRAME = 2_048;

  private final OpenStreams streams = new OpenStreams();
  private final int largestItem;

  /** Pages must fit into results, so larger items need a larger payload limit. */
  PageReader() {
    this(ResultSize.LIMIT);
  }

  /**
   * @param mostBytes bytes that a page may have
   */
  PageReader(int mostBytes) {
    this.largestItem = Math.min(LARGEST_ITEM, mostBytes - FRAME);
  }

  /**
   * Reads a page.
   *
   * @return the page as JSON, see {@link Page}
   * @throws IOException if it cannot be read; the message names the file and says where in it
   */
  byte[] read(Store store, ReadRequest asked) throws IOException {
    Optional<ItemStream> known = streams.take(asked.mapRunArn(), asked.first());
    ItemStream stream = known.isPresent() ? known.get() : open(store, asked);
    boolean kept = false;
    try {
      stream.grant(asked.cursor());
      Page page = new Page(largestItem);
      int index = asked.first();
      for (Item item = stream.peek();
          item != null && index < asked.mostItems() && page.add(item, index);
          item = stream.peek()) {
        stream.take();
        index++;
      }
      boolean more = index < asked.mostItems() && (stream.peek() != null || stream.isPaused());
      JsonNode next = more ? stream.cursor().node() : null;
      if (more) {
        streams.keep(asked.mapRunArn(), index, stream);
        kept = true;
      }
      return page.json(next);
    } finally {
      if (!kept) {
        stream.close();
      }
    }
  }

  private static ItemStream open(Store store, ReadRequest asked) throws IOException {
    ReaderConfig config = asked.config();
    Cursor from = asked.cursor();
    if (asked.isList()) {
      return config.flattens()
          ? new FileItems(
              store,
              new Sources.Prefixed(
                  new Listing(store, asked.bucket(), asked.key(), from.after()), asked.bucket()),
              config,
              from)
          : new ListedItems(store, asked.bucket(), asked.key(), from);
    }
    if (config.manifest() != null) {
      return Manifests.open(store, asked, config.manifest());
    }
    return new FileItems(
        store,
        Sources.single(asked.bucket(), String.valueOf(asked.key()), asked.version(), from),
        config,
        from);
  }
}
