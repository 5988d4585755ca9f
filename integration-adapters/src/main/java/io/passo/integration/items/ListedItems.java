package io.passo.integration.items;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The objects of a list as items. */
final class ListedItems implements ItemStream {
  private final Listing listing;
  private final String source;
  private Cursor cursor;
  private Store.@Nullable Listed seen;

  ListedItems(Store store, String bucket, @Nullable String prefix, Cursor from) {
    this.listing = new Listing(store, bucket, prefix, from.after());
    this.source = "S3://" + bucket;
    this.cursor = from;
  }

  @Override
  public @Nullable Item peek() throws IOException {
    if (seen == null) {
      seen = listing.next();
    }
    return seen == null ? null : new Item(seen.item(), null, source);
  }

  @Override
  public void take() {
    if (seen != null) {
      cursor = new Cursor(seen.key(), 0, null);
      seen = null;
    }
  }

  @Override
  public Cursor cursor() {
    return cursor;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
