package io.passo.integration.items;

import java.io.IOException;
import java.io.InputStream;

/**
 * An object as a stream. It is read in ranges, so nothing is held open while nobody reads, and a
 * connection that breaks costs one range.
 */
final class StoredStream extends InputStream {
  private static final int FIRST = 1 << 18;
  private static final int MOST = 1 << 22;

  private final StoredObject object;
  private byte[] range = new byte[0];
  private int at;
  private long next;
  private int size = FIRST;

  StoredStream(StoredObject object) {
    this.object = object;
  }

  @Override
  public int read() throws IOException {
    return fill() ? range[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, range.length - at);
    System.arraycopy(range, at, buffer, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() {
    // All of it: what is left tells readers of packed files whether another part follows.
    return (int) Math.min(Integer.MAX_VALUE, object.length() - next + range.length - at);
  }

  private boolean fill() throws IOException {
    if (at < range.length) {
      return true;
    }
    int count = (int) Math.min(size, object.length() - next);
    if (count <= 0) {
      return false;
    }
    range = object.read(next, count);
    next += range.length;
    at = 0;
    size = Math.min(MOST, 2 * size);
    return range.length > 0;
  }
}
