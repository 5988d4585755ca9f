package io.passo.standalone.bench;

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
    AnswerHead head = head();
    int end = head.end() + head.bodyLength();
    while (filled < end) {
      fill(end, "bytes of the answer");
    }
    return new Response(head.status(), new String(buffer, head.end(), head.bodyLength(), UTF_8));
  }

  private AnswerHead head() throws IOException {
    AnswerHead head = AnswerHead.of(buffer, filled);
    while (head == null) {
      fill(MOST_HEAD_BYTES, "bytes of a head at most");
      head = AnswerHead.of(buffer, filled);
    }
    return head;
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

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
