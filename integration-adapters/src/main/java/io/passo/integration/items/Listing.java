package io.passo.integration.items;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The objects of a bucket with a prefix, asked for as they are needed. */
final class Listing {
  private final Store store;
  private final String bucket;
  private final @Nullable String prefix;
  private final Deque<Store.Listed> known = new ArrayDeque<>();
  private @Nullable String after;
  private boolean ended;

  Listing(Store store, String bucket, @Nullable String prefix, @Nullable String after) {
    this.store = store;
    this.bucket = bucket;
    this.prefix = prefix;
    this.after = after;
  }

  Store.@Nullable Listed next() throws IOException {
    if (known.isEmpty() && !ended) {
      known.addAll(store.list(bucket, prefix, after));
      ended = known.isEmpty();
    }
    Store.Listed next = known.poll();
    if (next != null) {
      after = next.key();
    }
    return next;
  }
}
