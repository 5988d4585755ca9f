package io.passo.coordinator.journal;

import io.passo.coordinator.engine.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * The one thread that uses a consumer: polls it, hands the records to the {@link Feed} of their
 * partition, pauses the partitions whose feed is full and runs what others ask of the consumer. A
 * partition whose place is gone fails alone.
 */
final class Poller implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Poller.class);
  // Records and wake-ups end a poll, but a rebalance goes one step further with each: a longer one
  // keeps the partitions of a dead coordinator waiting.
  private static final Duration POLL = Duration.ofMillis(100);
  // Where nothing has come for a while there is little to keep waiting, and each poll wakes two
  // threads.
  private static final Duration QUIET_POLL = Duration.ofMillis(500);
  private static final long QUIET_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_AFTER_ERROR_MS = 200;

  private final Consumer<byte[], byte[]> consumer;
  private final LongSupplier nanoTime;
  private final Map<TopicPartition, Feed> feeds = new ConcurrentHashMap<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean polling;
  private volatile boolean refusing;
  private volatile boolean woken;
  private long busyAt;

  /** Something asked of the consumer, to be run or refused. */
  @FunctionalInterface
  private interface Request {
    void handle(boolean refuse);
  }

  Poller(String name, Consumer<byte[], byte[]> consumer) {
    this(name, consumer, System::nanoTime);
  }

  /**
   * @param nanoTime tells how long nothing has come
   */
  Poller(String name, Consumer<byte[], byte[]> consumer, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.nanoTime = nanoTime;
    this.busyAt = nanoTime.getAsLong();
    this.thread = VitalThreads.thread(this::run);
    thread.setName(name);
  }

  void start() {
    thread.start();
  }

  /** Records of this partition go to this feed from now on; without a feed it stays paused. */
  void attach(TopicPartition partition, Feed feed) {
    feeds.put(partition, feed);
  }

  void detach(TopicPartition partition) {
    feeds.remove(partition);
  }

  /** Runs something on the polling thread, soon. */
  <T> CompletableFuture<T> submit(Callable<T> request) {
    CompletableFuture<T> done = new CompletableFuture<>();
    if (Thread.currentThread() == thread) {
      complete(done, request);
      return done;
    }
    requests.add(refuse -> answer(done, request, refuse));
    if (refusing) {
      handleRequests(true);
    } else {
      wake();
    }
    return done;
  }

  /**
   * Runs something on the polling thread that waits for others who may wait for this thread:
   * meanwhile every request fails at once.
   */
  void refusing(Runnable action) {
    refusing = true;
    try {
      handleRequests(true);
      action.run();
    } finally {
      refusing = false;
    }
  }

  private static <T> void answer(CompletableFuture<T> done, Callable<T> request, boolean refuse) {
    if (refuse) {
      done.completeExceptionally(new UnavailableException("The group rebalances"));
    } else {
      complete(done, request);
    }
  }

  /** Makes the poller look at its feeds again. */
  void wake() {
    woken = true;
    // Only a poll is woken: a wake-up would end any other call of the consumer, too.
    if (polling) {
      consumer.wakeup();
    }
  }

  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        turn();
      }
    } finally {
      closeConsumer();
      runRequests();
    }
  }

  // The group notices by itself that a member has left that could not say so.
  private void closeConsumer() {
    try {
      consumer.close();
    } catch (KafkaException e) {
      LOG.debugf("Consumer not closed: thread=%s reason=%s", thread.getName(), e.toString());
    }
  }

  private void turn() {
    try {
      woken = false;
      runRequests();
      pauseAndResume();
      poll();
    } catch (WakeupException e) {
      LOG.trace("Poller woken");
    } catch (OffsetOutOfRangeException e) {
      fail(e.partitions(), e);
    } catch (KafkaException e) {
      LOG.warnf("Polling failed: thread=%s reason=%s", thread.getName(), e.toString());
      pause();
    }
  }

  private void poll() {
    polling = true;
    try {
      if (consumer.assignment().isEmpty() && consumer.subscription().isEmpty()) {
        pause();
      } else {
        // Who woke this thread just before the poll has not ended it.
        hand(consumer.poll(woken ? Duration.ZERO : patience()));
      }
    } finally {
      polling = false;
    }
  }

  private Duration patience() {
    return nanoTime.getAsLong() - busyAt < QUIET_AFTER_NANOS ? POLL : QUIET_POLL;
  }

  // Whoever takes or gives back a partition asks for something.
  private void runRequests() {
    if (!requests.isEmpty()) {
      busyAt = nanoTime.getAsLong();
    }
    handleRequests(false);
  }

  private void handleRequests(boolean refuse) {
    for (Request next = requests.poll(); next != null; next = requests.poll()) {
      next.handle(refuse);
    }
  }

  private void pauseAndResume() {
    Set<TopicPartition> paused = consumer.paused();
    List<TopicPartition> pause = new ArrayList<>();
    List<TopicPartition> resume = new ArrayList<>();
    for (TopicPartition partition : consumer.assignment()) {
      Feed feed = feeds.get(partition);
      boolean wanted = feed != null && feed.hasRoom();
      if (wanted && paused.contains(partition)) {
        resume.add(partition);
      } else if (!wanted && !paused.contains(partition)) {
        pause.add(partition);
      }
    }
    consumer.pause(pause);
    consumer.resume(resume);
  }

  private void hand(ConsumerRecords<byte[], byte[]> records) {
    if (!records.isEmpty()) {
      busyAt = nanoTime.getAsLong();
    }
    for (TopicPartition partition : records.partitions()) {
      Feed feed = feeds.get(partition);
      List<ConsumerRecord<byte[], byte[]>> found = records.records(partition);
      if (feed == null) {
        // Detached while the records were under way: whoever attaches next seeks first.
        consumer.pause(List.of(partition));
      } else if (!feed.add(found)) {
        consumer.pause(List.of(partition));
      }
    }
  }

  // LogTruncationException is one, too.
  private void fail(Set<TopicPartition> partitions, OffsetOutOfRangeException reason) {
    for (TopicPartition partition : partitions) {
      boolean truncated = reason instanceof LogTruncationException;
      LOG.errorf("Place in a log is gone: partition=%s truncated=%s", partition, truncated);
      consumer.pause(List.of(partition));
      Feed feed = feeds.remove(partition);
      if (feed != null) {
        feed.fail(reason);
      }
    }
  }

  private static <T> void complete(CompletableFuture<T> done, Callable<T> request) {
    try {
      done.complete(request.call());
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_ERROR_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
