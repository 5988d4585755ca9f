package io.passo.worker;

import io.passo.protocol.Job;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.JobCodec;
import io.passo.protocol.codec.MalformedMessageException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads which jobs run: the partitions of {@code passo.jobs} that this worker owns among those of
 * its pool, each from its start, since all that lies there still runs.
 */
final class JobReader implements Runnable, ConsumerRebalanceListener {
  private static final System.Logger LOG = System.getLogger(JobReader.class.getName());
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final long RETRY_MILLIS = 1_000;

  private final WorkerConfig config;
  private final JobFollower follower;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;

  JobReader(WorkerConfig config, JobFollower follower) {
    this.config = config;
    this.follower = follower;
    consumer =
        new KafkaConsumer<>(
            new KafkaConfig(config).jobConsumer(Topics.followers(config.pool())),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.JOBS), this);
  }

  @Override
  public void run() {
    try (consumer;
        follower) {
      while (!stopping) {
        poll();
      }
    } catch (WakeupException | InterruptedException e) {
      LOG.log(Level.DEBUG, "No more jobs are followed: the worker stops");
    } finally {
      ended.countDown();
    }
  }

  private void poll() throws InterruptedException {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.log(Level.WARNING, "Jobs not read, trying again: {0}", e);
      Thread.sleep(RETRY_MILLIS);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      follower.forget(new String(record.key(), StandardCharsets.UTF_8));
      return;
    }
    try {
      Job job = JobCodec.decode(record.value());
      if (job.pool().equals(config.pool())
          && JobCodec.isSignedBy(record.value(), config.poolKey())) {
        follower.follow(job, record.partition());
      }
    } catch (MalformedMessageException e) {
      LOG.log(Level.WARNING, "Job ignored: offset={0} {1}", record.offset(), e.getMessage());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.seekToBeginning(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> follower.forgetPartition(partition.partition()));
  }

  /** Ends the reader; returns when it has let go of Kafka. */
  void stop() throws InterruptedException {
    stopping = true;
    consumer.wakeup();
    if (!ended.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.log(Level.DEBUG, "Reader of jobs did not end in time");
    }
  }
}
