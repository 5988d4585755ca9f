package io.passo.standalone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. Much leaner than a full client: the
 * load generator shares the machine with what it measures.
 */
final class Connection implements AutoCloseable {
  /** Status code and body. */
  record Response(int status, String body) {}

  private static final int LONG_POLL_MILLIS = 70_000;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  Connection(URI endpoint) throws IOException {
    socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream(), 4096);
  }

  /** Sends a request that may be answered after a minute only. */
  Response sendAndWait(Request request) throws IOException {
    socket.setSoTimeout(LONG_POLL_MILLIS);
    return send(request);
  }

  Response send(Request request) throws IOException {
    out.write(request.bytes());
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    if (length < 0) {
      throw new IOException("Expected a Content-Length in the answer but found none");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("Expected " + length + " bytes of body but the connection ended");
    }
    return new Response(status, new String(body, UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("Expected an answer but the connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
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
