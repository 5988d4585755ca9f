package io.passo.coordinator.journal;

import io.passo.coordinator.engine.PoolBacklogs;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** {@link PoolBacklogs} by the share groups of the pools. */
public final class KafkaPoolBacklogs implements PoolBacklogs {
  private static final long LIMIT_MILLIS = 5_000;

  private final Admin admin;
  private final LogReaders readers;

  public KafkaPoolBacklogs(Admin admin, LogReaders readers) {
    this.admin = admin;
    this.readers = readers;
  }

  @Override
  public Backlog of(String pool) {
    List<TopicPartition> partitions =
        IntStream.range(0, Topics.STEP_PARTITIONS)
            .mapToObj(number -> new TopicPartition(Topics.steps(pool), number))
            .toList();
    String group = Topics.workers(pool);
    Map<TopicPartition, SharePartitionOffsetInfo> starts = starts(group, partitions);
    try {
      return readers.with(reader -> backlog(reader, partitions, starts, members(group)));
    } catch (KafkaException e) {
      throw new UnavailableException("Kafka does not tell how long the logs are", e);
    }
  }

  private static Backlog backlog(
      LogReader reader,
      List<TopicPartition> partitions,
      Map<TopicPartition, SharePartitionOffsetInfo> starts,
      int members) {
    long unfinished = 0;
    Optional<Instant> oldest = Optional.empty();
    for (TopicPartition partition : partitions) {
      SharePartitionOffsetInfo group = starts.get(partition);
      long end = reader.end(partition);
      long start = Math.max(reader.start(partition), group == null ? 0 : group.startOffset());
      // What was finished after the first unfinished record does not count, if Kafka knows.
      long left = group == null ? end - start : group.lag().orElse(end - start);
      unfinished += Math.max(0, left);
      if (left > 0) {
        oldest =
            Stream.concat(oldest.stream(), sentAt(reader, partition, start, end).stream())
                .min(Instant::compareTo);
      }
    }
    return new Backlog(unfinished, oldest, members);
  }

  private static Optional<Instant> sentAt(
      LogReader reader, TopicPartition partition, long start, long end) {
    return reader.read(partition, start, -1, end, 1).stream()
        .findFirst()
        .map(record -> Instant.ofEpochMilli(record.timestamp()));
  }

  private Map<TopicPartition, SharePartitionOffsetInfo> starts(
      String group, List<TopicPartition> partitions) {
    var wanted = new ListShareGroupOffsetsSpec().topicPartitions(partitions);
    return answer(admin.listShareGroupOffsets(Map.of(group, wanted)).partitionsToOffsetInfo(group))
        .orElse(Map.of());
  }

  private int members(String group) {
    return answer(admin.describeShareGroups(List.of(group)).describedGroups().get(group))
        .map(described -> described.members().size())
        .orElse(0);
  }

  /** Empty for a group that nobody has joined yet. */
  private static <T> Optional<T> answer(@Nullable KafkaFuture<T> future) {
    if (future == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(future.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw new UnavailableException("Kafka does not tell of a share group", e);
    } catch (TimeoutException e) {
      throw new UnavailableException("Kafka does not tell of a share group", e);
    }
  }
}
