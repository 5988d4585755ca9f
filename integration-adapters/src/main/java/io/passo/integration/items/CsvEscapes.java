package io.passo.integration.items;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Backslashes of delimited text as Step Functions takes them: before a backslash, a quote or the
 * delimiter one makes that character mean itself; before anything else it is dropped. What is
 * escaped goes through the parser as characters that stand for nothing in Unicode. A byte order
 * mark is left out.
 */
final class CsvEscapes extends FilterReader {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char BACKSLASH = '\uFDD0';
  private static final char QUOTE = '\uFDD1';
  private static final char DELIMITER = '\uFDD2';

  private final char delimiter;
  private boolean escaped;
  private boolean begun;

  CsvEscapes(Reader in, char delimiter) {
    super(in);
    this.delimiter = delimiter;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    int count;
    do {
      count = read(one, 0, 1);
    } while (count == 0);
    return count < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count;
    int kept;
    do {
      count = in.read(buffer, offset, length);
      kept = count < 0 ? -1 : replace(buffer, offset, count);
      // A reader must not give nothing when it was asked for something.
    } while (kept == 0 && count > 0);
    return kept;
  }

  private int replace(char[] buffer, int offset, int count) {
    int to = offset;
    for (int i = offset; i < offset + count; i++) {
      char each = buffer[i];
      boolean isMark = !begun && each == BYTE_ORDER_MARK;
      begun = true;
      if (isMark) {
        continue;
      }
      if (escaped) {
        escaped = false;
        buffer[to++] = standIn(each);
      } else if (each == '\\') {
        escaped = true;
      } else {
        buffer[to++] = each;
      }
    }
    return to - offset;
  }

  private char standIn(char each) {
    if (each == '\\') {
      return BACKSLASH;
    }
    if (each == '"') {
      return QUOTE;
    }
    return each == delimiter ? DELIMITER : each;
  }

  /** The field as it was meant. */
  static String restore(String field, char delimiter) {
    for (int i = 0; i < field.length(); i++) {
      char each = field.charAt(i);
      if (each >= BACKSLASH && each <= DELIMITER) {
        return field.replace(BACKSLASH, '\\').replace(QUOTE, '"').replace(DELIMITER, delimiter);
      }
    }
    return field;
  }
}
