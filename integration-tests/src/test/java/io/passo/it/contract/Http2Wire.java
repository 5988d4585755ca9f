package io.passo.it.contract;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Frames of HTTP/2, byte by byte (RFC 9113). */
final class Http2Wire {
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int LONG = 1_000;
  private static final int LIMIT_MILLIS = 20_000;

  private Http2Wire() {}

  /** A client that knows of HTTP/2, up to a head that never ends. */
  static byte[] endlessHead() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    preface(out);
    frameHead(out, LONG, HEADERS, END_STREAM, 1);
    return out.toByteArray();
  }

  /** The same as {@link #endlessHead}, after a first request of HTTP/1.1. */
  static byte[] endlessHeadAfterUpgrade() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String settings = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[0]);
    out.writeBytes(
        ("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                + "Upgrade: h2c\r\nHTTP2-Settings: "
                + settings
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    preface(out);
    frameHead(out, LONG, HEADERS, END_STREAM, 3);
    return out.toByteArray();
  }

  /**
   * Asks for something, does nothing for a while, and then pings.
   *
   * @return whether the other side still answers
   */
  static boolean answersAfter(URI endpoint, long millis) throws IOException, InterruptedException {
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.setSoTimeout(LIMIT_MILLIS);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      preface(request);
      // GET, /, http and :authority, as HPACK's static table has them.
      byte[] head = {(byte) 0x82, (byte) 0x84, (byte) 0x86, 0x01, 1, 'h'};
      frameHead(request, head.length, HEADERS, END_STREAM | END_HEADERS, 1);
      request.writeBytes(head);
      socket.getOutputStream().write(request.toByteArray());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      readUntil(in, HEADERS, 0);
      Thread.sleep(millis);
      ByteArrayOutputStream ping = new ByteArrayOutputStream();
      frameHead(ping, Long.BYTES, PING, 0, 0);
      ping.writeBytes(new byte[Long.BYTES]);
      socket.getOutputStream().write(ping.toByteArray());
      return readUntil(in, PING, ACK);
    }
  }

  private static boolean readUntil(DataInputStream in, int type, int flags) throws IOException {
    while (true) {
      int first = in.read();
      if (first < 0) {
        return false;
      }
      int length = (first << 16) | in.readUnsignedShort();
      int found = in.readUnsignedByte();
      int foundFlags = in.readUnsignedByte();
      in.readInt();
      in.readNBytes(length);
      if (found == type && (foundFlags & flags) == flags) {
        return true;
      }
    }
  }

  private static void preface(ByteArrayOutputStream out) {
    out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frameHead(out, 0, SETTINGS, 0, 0);
  }

  private static void frameHead(
      ByteArrayOutputStream out, int length, int type, int flags, int stream) {
    out.write(length >> 16);
    out.write(length >> 8);
    out.write(length);
    out.write(type);
    out.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(stream >> shift);
    }
  }
}
