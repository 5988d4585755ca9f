package io.passo.standalone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. Much leaner than a full client: the
 * load generator shares the machine with what it measures.
 */
final class Connection implements AutoCloseable {
  /** Status code and body. */
  record Response(int status, String body) {}

  private static final int LONG_POLL_MILLIS = 70_000;
  private static final int MOST_HEAD_BYTES = 1 << 16;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private byte[] buffer = new byte[4096];
  private int filled;

  Connection(URI endpoint) throws IOException {
    socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    out = socket.getOutputStream();
    in = socket.getInputStream();
  }

  /** Sends a request that may be answered after a minute only. */
  Response sendAndWait(Request request) throws IOException {
    socket.setSoTimeout(LONG_POLL_MILLIS);
    return send(request);
  }

  Response send(Request request) throws IOException {
    out.write(request.bytes());
    filled = 0;
    int body = endOfHead();
    int status = Integer.parseInt(new String(buffer, STATUS_AT, 3, ISO_8859_1));
    int end = body + length(body);
    while (filled < end) {
      fill(end, "bytes of the answer");
    }
    return new Response(status, new String(buffer, body, end - body, UTF_8));
  }

  /** Reads until the head is there; where the body begins. */
  private int endOfHead() throws IOException {
    int looked = 0;
    while (true) {
      for (int i = Math.max(3, looked); i < filled; i++) {
        if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
          return i + 1;
        }
      }
      looked = filled;
      fill(MOST_HEAD_BYTES, "bytes of a head at most");
    }
  }

  private void fill(int most, String what) throws IOException {
    if (filled >= most) {
      throw new IOException("Expected " + most + " " + what + " but there are more");
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(most, 2 * buffer.length));
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      throw new EOFException("Expected an answer but the connection ended");
    }
    filled += read;
  }

  private int length(int end) throws IOException {
    for (int i = 0; i < end - LENGTH.length; i++) {
      if (buffer[i] == '\n' && isLengthAt(i + 1)) {
        int from = i + 1 + LENGTH.length;
        int to = from;
        while (buffer[to] != '\r') {
          to++;
        }
        return Integer.parseInt(new String(buffer, from, to - from, ISO_8859_1).strip());
      }
    }
    throw new IOException("Expected a Content-Length in the answer but found none");
  }

  private boolean isLengthAt(int place) {
    for (int i = 0; i < LENGTH.length; i++) {
      if (Character.toLowerCase(buffer[place + i]) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
