package io.passo.servers.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One connection: for each direction a thread that reads and one that writes when it is time. */
final class Link implements AutoCloseable {
  private static final int CHUNK = 16 << 10;
  private static final int QUEUED = 1_024;
  private static final Piece END = new Piece(0, new byte[0]);

  /** Bytes and when they are due. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Piece(long due, byte[] bytes) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private final Socket client;
  private final Socket server;
  private final Framing framing;
  private final Conditions conditions;
  private final Consumer<Link> onEnd;
  private boolean stalled;

  Link(Socket client, Socket server, Framing framing, Conditions conditions, Consumer<Link> onEnd)
      throws IOException {
    this.client = client;
    this.server = server;
    this.framing = framing;
    this.conditions = conditions;
    this.onEnd = onEnd;
    this.stalled = conditions.isStalled();
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start() throws IOException {
    pump(client.getInputStream(), server.getOutputStream(), framing);
    pump(server.getInputStream(), client.getOutputStream(), Framing.NONE);
  }

  private void pump(InputStream in, OutputStream out, Framing cut) {
    BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>(QUEUED);
    Thread.ofVirtual().start(() -> read(in, cut, pieces));
    Thread.ofVirtual().start(() -> write(out, pieces));
  }

  private void read(InputStream in, Framing cut, BlockingQueue<Piece> pieces) {
    try {
      DataInputStream data = new DataInputStream(in);
      byte[] next = cut == Framing.KAFKA ? request(data) : chunk(in);
      while (next.length > 0) {
        pieces.put(new Piece(System.nanoTime() + conditions.delayNanos(), next));
        next = cut == Framing.KAFKA ? request(data) : chunk(in);
      }
      pieces.put(END);
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] chunk(InputStream in) throws IOException {
    byte[] bytes = new byte[CHUNK];
    int count = in.read(bytes);
    return java.util.Arrays.copyOf(bytes, Math.max(0, count));
  }

  /** A whole request; a connection that ends between two of them ends like any other. */
  private byte[] request(DataInputStream in) throws IOException {
    int length = in.readInt();
    ByteBuffer request = ByteBuffer.allocate(Integer.BYTES + length).putInt(length);
    in.readFully(request.array(), Integer.BYTES, length);
    if (conditions.isDeafTo(request.getShort(Integer.BYTES))) {
      stall(true);
    }
    return request.array();
  }

  private void write(OutputStream out, BlockingQueue<Piece> pieces) {
    try {
      for (Piece piece = pieces.take(); !piece.isEnd(); piece = pieces.take()) {
        for (long wait = piece.due() - System.nanoTime();
            wait > 0;
            wait = piece.due() - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        awaitPassage();
        out.write(piece.bytes());
        out.flush();
      }
      awaitPassage();
    } catch (IOException e) {
      // The other end is gone: so is this one.
      close();
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  private synchronized void awaitPassage() throws InterruptedException {
    while (stalled) {
      wait();
    }
  }

  synchronized void stall(boolean now) {
    stalled = now;
    notifyAll();
  }

  @Override
  public void close() {
    onEnd.accept(this);
    stall(false);
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
