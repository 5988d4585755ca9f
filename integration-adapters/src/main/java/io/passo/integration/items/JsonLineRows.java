package io.passo.integration.items;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON Lines: a value per line; empty lines do not count. */
final class JsonLineRows implements Rows {
  private static final int LONGEST = 8 << 20;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private long line;

  JsonLineRows(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** A line without its end, which can be read without a copy. */
  private static final class Line extends ByteArrayOutputStream {
    boolean isBlank() {
      return new String(buf, 0, count, StandardCharsets.UTF_8).isBlank();
    }

    byte[] bytes() {
      return buf;
    }

    boolean isMarked() {
      return count >= MARK.length && buf[0] == MARK[0] && buf[1] == MARK[1] && buf[2] == MARK[2];
    }

    Line unmarked() {
      Line rest = new Line();
      rest.write(buf, MARK.length, count - MARK.length);
      return rest;
    }
  }

  @Override
  public @Nullable Row next() throws IOException {
    for (Line next = line(); next != null; next = line()) {
      line++;
      Line text = line == 1 && next.isMarked() ? next.unmarked() : next;
      if (!text.isBlank()) {
        return row(text);
      }
    }
    return null;
  }

  private Row row(Line text) throws IOException {
    try {
      return new Row(JsonText.one(text.bytes(), text.size()));
    } catch (JsonProcessingException e) {
      throw new CorruptFileException(line, e.getOriginalMessage());
    }
  }

  private @Nullable Line line() throws IOException {
    Line text = new Line();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (text.size() >= LONGEST) {
        throw new CorruptFileException(
            line + 1, "Expected lines of at most " + LONGEST + " bytes but found a longer one");
      }
      text.write(next);
      next = in.read();
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
