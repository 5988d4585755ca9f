package io.passo.standalone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. Much leaner than a full client: the
 * load generator shares the machine with what it measures.
 */
final class Connection implements AutoCloseable {
  /** Status code and body. */
  record Response(int status, String body) {}

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

  /** The bytes of a request, to be sent any number of times. */
  static byte[] request(URI endpoint, String action, String body) {
    byte[] content = body.getBytes(UTF_8);
    List<String> lines =
        List.of(
            "POST / HTTP/1.1",
            "Host: " + endpoint.getHost() + ":" + endpoint.getPort(),
            "Content-Type: application/x-amz-json-1.0",
            "X-Amz-Target: AWSStepFunctions." + action,
            "Content-Length: " + content.length,
            "",
            "");
    byte[] headBytes = String.join("\r\n", lines).getBytes(ISO_8859_1);
    byte[] all = new byte[headBytes.length + content.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(content, 0, all, headBytes.length, content.length);
    return all;
  }

  Response send(byte[] request) throws IOException {
    out.write(request);
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
