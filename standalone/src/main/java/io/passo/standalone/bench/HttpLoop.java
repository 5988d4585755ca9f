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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests on kept connections, all on one thread: callers share the machine with what they
 * measure, and a thread for each would take a third more of it.
 */
final class HttpLoop implements AutoCloseable {
  private static final int LARGEST_ANSWER = 1 << 16;
  private static final long LONGEST_SLEEP_MILLIS = 1_000;

  private final Selector selector;
  private final Thread thread;
  private final Map<URI, Deque<Kept>> idle = new HashMap<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private volatile boolean asleep;
  private volatile boolean running = true;

  private record Due(long nanoTime, Runnable task) implements Comparable<Due> {
    long rest() {
      return nanoTime - System.nanoTime();
    }

    @Override
    public int compareTo(Due other) {
      return Long.signum(nanoTime - other.nanoTime);
    }
  }

  /** Is told what came of a request, on the thread of the loop. */
  interface Listener {
    /**
     * An answer, of any status.
     *
     * @param bytes hold the body at that place, during the call
     */
    void answered(int status, byte[] bytes, int bodyAt, int bodyLength);

    /** No answer; the connection is not used again. */
    void failed(IOException reason);
  }

  HttpLoop(String name) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new SystemException("Expected a selector but " + e, e);
    }
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /** Runs something on the thread of the loop, soon. Any thread. */
  void execute(Runnable task) {
    tasks.add(task);
    if (asleep && Thread.currentThread() != thread) {
      asleep = false;
      selector.wakeup();
    }
  }

  /** Runs something later. Only on the thread of the loop. */
  void after(long nanos, Runnable task) {
    due.add(new Due(System.nanoTime() + nanos, task));
  }

  /** Sends a request on an idle connection, or on a new one. Only on the thread of the loop. */
  void send(URI endpoint, Request request, Listener listener) {
    try {
      Kept kept = idle.computeIfAbsent(endpoint, of -> new ArrayDeque<>()).pollLast();
      (kept == null ? connect(endpoint) : kept).send(request, listener);
    } catch (IOException e) {
      listener.failed(e);
    }
  }

  @Override
  public void close() {
    running = false;
    selector.wakeup();
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
        runTasks();
        asleep = true;
        long millis = tasks.isEmpty() ? sleepMillis() : 0;
        if (millis > 0) {
          selector.select(HttpLoop::turn, millis);
        } else {
          selector.selectNow(HttpLoop::turn);
        }
        asleep = false;
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new SystemException("Expected to wait for answers but " + e, e);
    }
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
    while (!due.isEmpty() && due.element().rest() <= 0) {
      due.remove().task().run();
    }
  }

  private long sleepMillis() {
    Due next = due.peek();
    return next == null
        ? LONGEST_SLEEP_MILLIS
        : Math.clamp(TimeUnit.NANOSECONDS.toMillis(next.rest() + 999_999), 0, LONGEST_SLEEP_MILLIS);
  }

  private static void turn(SelectionKey key) {
    ((Kept) key.attachment()).turn();
  }

  private Kept connect(URI endpoint) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    Kept kept = new Kept(endpoint, channel, key);
    key.attach(kept);
    return kept;
  }

  /** A connection with at most one request under way. */
  private final class Kept {
    private final URI endpoint;
    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer answer = ByteBuffer.allocate(1 << 12);
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private Listener listener = NOBODY;

    Kept(URI endpoint, SocketChannel channel, SelectionKey key) {
      this.endpoint = endpoint;
      this.channel = channel;
      this.key = key;
    }

    void send(Request request, Listener told) throws IOException {
      unsent = ByteBuffer.wrap(request.bytes());
      listener = told;
      try {
        write();
      } catch (IOException e) {
        drop();
        throw e;
      }
    }

    void turn() {
      try {
        if (key.isWritable()) {
          write();
        }
        if (key.isReadable()) {
          read();
        }
      } catch (IOException e) {
        Listener told = listener;
        drop();
        told.failed(e);
      }
    }

    private void write() throws IOException {
      channel.write(unsent);
      int interest =
          unsent.hasRemaining()
              ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
              : SelectionKey.OP_READ;
      if (key.interestOps() != interest) {
        key.interestOps(interest);
      }
    }

    private void read() throws IOException {
      if (channel.read(answer) < 0) {
        throw new EOFException("Expected an answer but the connection ended");
      }
      AnswerHead head = AnswerHead.of(answer.array(), answer.position());
      if (head == null || answer.position() < head.end() + head.bodyLength()) {
        makeRoom();
        return;
      }
      Listener told = listener;
      listener = NOBODY;
      // Idle only afterwards: another answer must not be written over the body.
      told.answered(head.status(), answer.array(), head.end(), head.bodyLength());
      answer.clear();
      idle.computeIfAbsent(endpoint, of -> new ArrayDeque<>()).addLast(this);
    }

    private void makeRoom() throws IOException {
      if (answer.position() == LARGEST_ANSWER) {
        throw new IOException("Expected at most " + LARGEST_ANSWER + " bytes of an answer");
      }
      if (!answer.hasRemaining()) {
        answer = ByteBuffer.allocate(LARGEST_ANSWER).put(answer.flip());
      }
    }

    private void drop() {
      listener = NOBODY;
      key.cancel();
      idle.getOrDefault(endpoint, new ArrayDeque<>()).remove(this);
      try {
        channel.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static final Listener NOBODY =
      new Listener() {
        @Override
        public void answered(int status, byte[] bytes, int bodyAt, int bodyLength) {
          throw new IllegalStateException("Expected no answer but found one of status " + status);
        }

        @Override
        public void failed(IOException reason) {
          // An idle connection was closed by its server: it is dropped.
        }
      };
}
