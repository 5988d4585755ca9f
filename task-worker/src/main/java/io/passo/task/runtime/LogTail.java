package io.passo.task.runtime;

import java.nio.charset.StandardCharsets;

/** The last 4 KiB of what one call logs, as Lambda's {@code LogType=Tail} gives it. */
public final class LogTail {
  private static final int MOST_BYTES = 4_096;

  private final byte[] ring = new byte[MOST_BYTES];
  private long written;

  /** Adds a line; a line break is added. */
  public synchronized void add(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    for (int i = Math.max(0, bytes.length - MOST_BYTES); i < bytes.length; i++) {
      ring[(int) (written++ % MOST_BYTES)] = bytes[i];
    }
  }

  /** What there is. */
  public synchronized byte[] bytes() {
    int length = (int) Math.min(written, MOST_BYTES);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = ring[(int) ((written - length + i) % MOST_BYTES)];
    }
    return bytes;
  }

  /** Bytes that were added: whoever waits for the rest sees whether more come. */
  public synchronized long written() {
    return written;
  }
}
