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

  /** Whether there are more that may not be read yet. */
  default boolean isPaused() {
    return false;
  }

  /** Those that the cursor names may be read from now on. */
  default void grant(Cursor cursor) {}

  /**
   * Those that are read next, as far as somebody has to be asked for them before.
   *
   * @param isOpen whether the last one that was given is still being read
   */
  default List<Cursor.Place> ahead(boolean isOpen) {
    return List.of();
  }

  /**
   * Files of a manifest: whoever has asked for the manifest could not know them, so they are named
   * by a cursor before they are read.
   */
  final class Named implements Sources {
    private static final int AHEAD = 8;

    private final List<File> files;
    private int next;
    private int granted;

    Named(List<File> files, Cursor from) {
      this.files = List.copyOf(files);
      this.next = Math.min(done(from), files.size());
      grant(from);
    }

    private static int done(Cursor cursor) {
      return cursor.after() == null ? 0 : Integer.parseInt(cursor.after());
    }

    @Override
    public void grant(Cursor cursor) {
      granted = Math.min(done(cursor) + cursor.files().size(), files.size());
    }

    @Override
    public @Nullable File next() {
      return next < granted ? files.get(next++) : null;
    }

    @Override
    public boolean isPaused() {
      return next >= granted && next < files.size();
    }

    @Override
    public List<Cursor.Place> ahead(boolean isOpen) {
      int first = isOpen ? next - 1 : next;
      return files.subList(first, Math.min(first + AHEAD, files.size())).stream()
          .map(file -> new Cursor.Place(file.bucket(), file.key()))
          .toList();
    }
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
