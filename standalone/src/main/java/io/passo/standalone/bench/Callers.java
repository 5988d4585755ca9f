package io.passo.standalone.bench;

import io.passo.standalone.system.SystemException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Callers that call again as soon as they have their answer, each on a kept connection. All on one
 * thread: they share the machine with what they measure.
 */
final class Callers implements AutoCloseable {
  private static final long LONGEST_MICROS = 600_000_000;
  private static final int LARGEST_ANSWER = 1 << 16;
  // Whoever does not answer is not asked a thousand times a second.
  private static final long AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final InetSocketAddress address;
  private final IntFunction<Request> requests;
  private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
  private final Selector selector;
  private final Thread thread;
  private int number;
  private final LongAdder refused = new LongAdder();
  private volatile boolean measuring;
  private volatile boolean running = true;

  private Callers(URI endpoint, IntFunction<Request> requests) throws IOException {
    this.address = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
    this.requests = requests;
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().name("callers").daemon().unstarted(this::run);
  }

  /**
   * Connects and calls until it is closed.
   *
   * @param requests what the n-th call sends
   */
  static Callers start(URI endpoint, int count, IntFunction<Request> requests) {
    try {
      Callers callers = new Callers(endpoint, requests);
      for (int caller = 0; caller < count; caller++) {
        callers.connect();
      }
      callers.thread.start();
      return callers;
    } catch (IOException e) {
      throw new SystemException("Expected %s to accept calls but %s".formatted(endpoint, e), e);
    }
  }

  /** Calls that are answered from now on count. */
  void measure() {
    measuring = true;
  }

  /** Stops calling; microseconds of the calls that were answered with success. */
  Histogram measured() {
    close();
    return micros;
  }

  /** Calls that were not answered with success. */
  long refused() {
    return refused.sum();
  }

  @Override
  public void close() {
    running = false;
    if (selector.isOpen()) {
      selector.wakeup();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted", e);
    }
  }

  private void run() {
    try (selector) {
      while (running) {
        selector.select(key -> ((Caller) key.attachment()).turn(key), 1_000);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new SystemException("Expected to wait for answers but " + e, e);
    }
  }

  private void connect() throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    Caller caller = new Caller(channel);
    key.attach(caller);
    caller.call(key);
  }

  private void again() {
    LockSupport.parkNanos(AFTER_FAILURE_NANOS);
    try {
      connect();
    } catch (IOException e) {
      refused.increment();
    }
  }

  /** One connection with one call under way. */
  private final class Caller {
    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private long begun;

    Caller(SocketChannel channel) {
      this.channel = channel;
    }

    void turn(SelectionKey key) {
      try {
        if (key.isWritable()) {
          send(key);
        }
        if (key.isReadable()) {
          read(key);
        }
      } catch (IOException e) {
        refused.increment();
        key.cancel();
        if (running) {
          again();
        }
      }
    }

    void call(SelectionKey key) throws IOException {
      unsent = ByteBuffer.wrap(requests.apply(number++ & Integer.MAX_VALUE).bytes());
      begun = System.nanoTime();
      send(key);
    }

    private void send(SelectionKey key) throws IOException {
      channel.write(unsent);
      int interest =
          unsent.hasRemaining()
              ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
              : SelectionKey.OP_READ;
      if (key.interestOps() != interest) {
        key.interestOps(interest);
      }
    }

    private void read(SelectionKey key) throws IOException {
      if (channel.read(answer) < 0) {
        throw new EOFException("Expected an answer but the connection ended");
      }
      AnswerHead head = AnswerHead.of(answer.array(), answer.position());
      if (head == null || answer.position() < head.end() + head.bodyLength()) {
        if (!answer.hasRemaining()) {
          throw new IOException("Expected at most " + LARGEST_ANSWER + " bytes of an answer");
        }
        return;
      }
      answer.clear();
      if (head.status() != 200) {
        refused.increment();
      } else if (measuring) {
        micros.recordValue(Math.min((System.nanoTime() - begun) / 1_000, LONGEST_MICROS));
      }
      if (running) {
        call(key);
      }
    }
  }
}
