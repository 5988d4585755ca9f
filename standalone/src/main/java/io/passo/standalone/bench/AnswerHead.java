package io.passo.standalone.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Head of an HTTP/1.1 answer.
 *
 * @param status status code
 * @param end bytes of the head with the empty line after it
 * @param bodyLength bytes that follow
 */
record AnswerHead(int status, int end, int bodyLength) {
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  /**
   * The head with which {@code bytes} begin; null if its end has not arrived.
   *
   * @param count bytes that have arrived
   * @throws IOException if it is no head with a {@code Content-Length}
   */
  static @Nullable AnswerHead of(byte[] bytes, int count) throws IOException {
    int end = -1;
    int length = -1;
    for (int at = 0; at + 3 < count && end < 0; at++) {
      if (bytes[at] != '\r') {
        continue;
      }
      if (bytes[at + 2] == '\r') {
        end = at + 4;
      } else if (isLength(bytes, at, count)) {
        length = number(bytes, at + LENGTH.length);
      }
    }
    if (end < 0) {
      return null;
    }
    if (length < 0) {
      throw new IOException("Expected a Content-Length in the answer but found none");
    }
    return new AnswerHead(number(bytes, STATUS_AT), end, length);
  }

  private static boolean isLength(byte[] bytes, int at, int count) {
    if (at + LENGTH.length > count) {
      return false;
    }
    for (int i = 0; i < LENGTH.length; i++) {
      if (Character.toLowerCase(bytes[at + i]) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int from) throws IOException {
    int at = from;
    while (bytes[at] == ' ') {
      at++;
    }
    if (!Character.isDigit(bytes[at])) {
      throw new IOException("Expected a number in the head of an answer but found none");
    }
    int number = 0;
    for (; Character.isDigit(bytes[at]); at++) {
      number = 10 * number + Character.digit(bytes[at], 10);
    }
    return number;
  }
}
