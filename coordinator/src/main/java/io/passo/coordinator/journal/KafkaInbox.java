package io.passo.coordinator.journal;

import io.passo.coordinator.engine.Inbox;
import io.passo.coordinator.engine.Input;
import io.passo.coordinator.engine.LogGapException;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/** Inputs of one partition, polled by the one thread that uses the group's consumer. */
final class KafkaInbox implements Inbox {
  private static final Logger LOG = Logger.getLogger(KafkaInbox.class);
  private static final long SEEK_LIMIT_MILLIS = 10_000;
  private static final long COMMIT_LIMIT_MILLIS = 5_000;

  private final Consumer<byte[], byte[]> consumer;
  private final Poller poller;
  private final Logs logs;
  private final Feed feed;
  private final TopicPartition requests;
  private final TopicPartition results;

  KafkaInbox(
      Consumer<byte[], byte[]> consumer, Poller poller, Logs logs, int partition, int queued) {
    this.consumer = consumer;
    this.poller = poller;
    this.logs = logs;
    this.feed = new Feed(queued, poller::wake);
    this.requests = new TopicPartition(Topics.REQUESTS, partition);
    this.results = new TopicPartition(Topics.RESULTS, partition);
  }

  @Override
  public List<Input> take(int records, int bytes, long waitMillis) throws InterruptedException {
    try {
      return feed.take(records, bytes, waitMillis);
    } catch (KafkaException e) {
      throw new LogGapException("Expected the next input but its place is gone: " + e.getMessage());
    }
  }

  @Override
  public void takeFromCallers() {
    feed.open();
  }

  /** Whether its lane takes from callers and little waits for it. Any thread. */
  boolean hasTime() {
    return feed.hasTime();
  }

  /** A request of a caller in this process; empty if it must go by the topic. Any thread. */
  Optional<HandedOver> offer(byte[] request) {
    return feed.offer(request);
  }

  @Override
  public void wake() {
    feed.wake();
  }

  /**
   * Both topics move in one step: what was fetched from the old places must not slip in between.
   */
  @Override
  public void seek(Inputs next) {
    onPoller(
        SEEK_LIMIT_MILLIS,
        () -> {
          consumer.seek(requests, Seeks.to(next.requests(), next.requestsLeaderEpoch()));
          consumer.seek(results, Seeks.to(next.results(), next.resultsLeaderEpoch()));
          feed.clear();
          poller.attach(requests, feed);
          poller.attach(results, feed);
          return true;
        });
  }

  @Override
  public Inputs beginning() {
    return logs.read(reader -> new Inputs(reader.start(requests), -1, reader.start(results), -1));
  }

  @Override
  public long resultsEnd() {
    return logs.read(reader -> reader.end(results));
  }

  /** Stores an offset that nobody reads: only a member of the current generation can. */
  @Override
  public boolean confirmOwnership() {
    return onPoller(COMMIT_LIMIT_MILLIS + 1_000, this::commit);
  }

  private boolean commit() {
    while (true) {
      try {
        consumer.commitSync(
            Map.of(requests, new OffsetAndMetadata(0)),
            java.time.Duration.ofMillis(COMMIT_LIMIT_MILLIS));
        return true;
      } catch (WakeupException e) {
        // Meant for a poll that had ended; the next try is not woken again.
        LOG.trace("Woken while committing");
      } catch (CommitFailedException | RebalanceInProgressException e) {
        return false;
      }
    }
  }

  private <T> T onPoller(long limitMillis, Callable<T> request) {
    try {
      return poller.submit(request).get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnavailableException("The consumer group does not answer", e);
    }
  }

  /** Nothing is read any more. */
  void detach() {
    poller.detach(requests);
    poller.detach(results);
    feed.wake();
  }
}
