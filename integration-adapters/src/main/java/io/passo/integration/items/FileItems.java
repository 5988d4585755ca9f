package io.passo.integration.items;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The items of files, one file after the other. */
final class FileItems implements ItemStream {
  private static final String SCHEME = "S3://";

  private final Store store;
  private final Sources files;
  private final ReaderConfig config;
  private Cursor cursor;
  private Sources.@Nullable File file;
  private @Nullable Rows rows;
  private @Nullable Item seen;

  FileItems(Store store, Sources files, ReaderConfig config, Cursor from) {
    this.store = store;
    this.files = files;
    this.config = config;
    this.cursor = from;
  }

  @Override
  public @Nullable Item peek() throws IOException {
    while (seen == null && (rows != null || open())) {
      Row row = read();
      if (row == null) {
        end();
      } else if (file != null) {
        seen = new Item(row.value(), row.key(), place(file));
      }
    }
    return seen;
  }

  @Override
  public void take() {
    if (seen != null) {
      seen = null;
      cursor = new Cursor(cursor.after(), cursor.skip() + 1, cursor.tag());
    }
  }

  @Override
  public Cursor cursor() {
    return cursor.with(files.ahead(rows != null));
  }

  @Override
  public boolean isPaused() {
    return rows == null && files.isPaused();
  }

  @Override
  public void grant(Cursor granted) {
    files.grant(granted);
  }

  private boolean open() throws IOException {
    file = files.next();
    if (file == null) {
      return false;
    }
    StoredObject object = store.open(file.bucket(), file.key(), file.version());
    if (cursor.tag() != null && !cursor.tag().equals(object.tag())) {
      throw new IOException(S3Store.changed(file.bucket(), file.key()));
    }
    long skip = cursor.skip();
    cursor = new Cursor(cursor.after(), skip, object.tag());
    try {
      rows = FileFormats.rows(object, config);
    } catch (IOException e) {
      throw corrupt(e);
    }
    // Whoever has read them before has said how many there were.
    long skipped = 0;
    while (skipped < skip && read() != null) {
      skipped++;
    }
    return true;
  }

  private @Nullable Row read() throws IOException {
    try {
      return rows == null ? null : rows.next();
    } catch (IOException e) {
      throw corrupt(e);
    }
  }

  private IOException corrupt(IOException failure) {
    String reason = String.valueOf(failure.getMessage());
    return file == null || reason.startsWith(SCHEME)
        ? failure
        : new IOException(place(file) + ", " + reason, failure);
  }

  private void end() throws IOException {
    close();
    if (file != null) {
      cursor = new Cursor(file.after(), 0, null);
    }
  }

  static String place(Sources.File file) {
    return SCHEME + file.bucket() + "/" + file.key();
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }
}
