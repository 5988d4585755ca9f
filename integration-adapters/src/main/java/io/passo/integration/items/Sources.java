package io.passo.integration.items;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files whose items are read, one after the other. */
interface Sources {
  /** The next file; null after the last one. */
  @Nullable File next() throws IOException;

  /**
   * A file.
   *
   * @param version null = the latest
   * @param after what a cursor behind it says
   */
  record File(String bucket, String key, @Nullable String version, String after) {}

  /** One object. */
  static Sources single(String bucket, String key, @Nullable String version, Cursor from) {
    File file = new File(bucket, key, version, "1");
    return new Known(from.after() == null ? List.of(file) : List.of());
  }

  /** Files of a manifest. */
  static Sources of(List<File> files, Cursor from) {
    int done = from.after() == null ? 0 : Integer.parseInt(from.after());
    return new Known(files.subList(Math.min(done, files.size()), files.size()));
  }

  /** Files that are known. */
  final class Known implements Sources {
    private final Deque<File> rest;

    Known(List<File> files) {
      rest = new ArrayDeque<>(files);
    }

    @Override
    public @Nullable File next() {
      return rest.poll();
    }
  }

  /** All objects with a prefix; what consoles make of folders is left out. */
  final class Prefixed implements Sources {
    private final Listing listing;
    private final String bucket;

    Prefixed(Listing listing, String bucket) {
      this.listing = listing;
      this.bucket = bucket;
    }

    @Override
    public @Nullable File next() throws IOException {
      for (Store.Listed each = listing.next(); each != null; each = listing.next()) {
        if (each.size() > 0 || !each.key().endsWith("/")) {
          return new File(bucket, each.key(), null, each.key());
        }
      }
      return null;
    }
  }
}
