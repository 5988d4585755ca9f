package io.passo.standalone.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.passo.standalone.aws.Calls;
import io.passo.standalone.aws.Signer;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of a request, to be sent any number of times. A signature holds for five minutes; it is
 * made again each minute, so that a load generator does not measure itself.
 */
final class Request {
  private static final long NEW_SIGNATURE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final URI endpoint;
  private final String action;
  private final byte[] body;
  private final Optional<Signer> signer;
  private volatile byte[] bytes;
  private volatile long madeAt;

  Request(URI endpoint, String action, String body, Optional<Signer> signer) {
    this.endpoint = endpoint;
    this.action = action;
    this.body = body.getBytes(UTF_8);
    this.signer = signer;
    this.madeAt = System.nanoTime();
    this.bytes = make();
  }

  byte[] bytes() {
    if (signer.isPresent() && System.nanoTime() - madeAt > NEW_SIGNATURE_NANOS) {
      madeAt = System.nanoTime();
      bytes = make();
    }
    return bytes;
  }

  private byte[] make() {
    StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
    line(head, "Host", endpoint.getHost() + ":" + endpoint.getPort());
    Calls.headers(endpoint, action, body, signer).forEach((name, value) -> line(head, name, value));
    line(head, "Content-Length", Integer.toString(body.length));
    byte[] headBytes = head.append("\r\n").toString().getBytes(ISO_8859_1);
    byte[] all = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(body, 0, all, headBytes.length, body.length);
    return all;
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
