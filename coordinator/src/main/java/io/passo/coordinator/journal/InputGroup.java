package io.passo.coordinator.journal;

import io.passo.coordinator.engine.Inbox;
import io.passo.coordinator.engine.PartitionLanes;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * This coordinator's membership in the group that shares the partitions. {@link PairedAssignor}
 * gives those of {@code passo.requests} and {@code passo.results} that have one number to one
 * member.
 */
public final class InputGroup implements KafkaEngineGateway.OwnLanes, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(InputGroup.class);

  private static final long AGAIN_NANOS = 100_000_000L;

  private final Consumer<byte[], byte[]> consumer;
  private final Poller poller;
  private final Logs logs;
  private final int queued;
  private final Map<Integer, KafkaInbox> inboxes = new ConcurrentHashMap<>();
  private volatile boolean joined;
  private volatile boolean asked;

  /**
   * @param consumer of the coordinators' group, without auto-commit or offset reset
   * @param queued inputs of a partition that may wait in memory
   */
  public InputGroup(Consumer<byte[], byte[]> consumer, LogReaders readers, int queued) {
    this.consumer = consumer;
    this.poller = new Poller("inputs", consumer);
    this.logs = new Logs(readers);
    this.queued = queued;
  }

  /** Inbox of a partition that the group has assigned. */
  public Inbox inbox(int partition) {
    return inboxes.computeIfAbsent(
        partition, p -> new KafkaInbox(consumer, poller, logs, p, queued));
  }

  /** Any thread. */
  @Override
  public boolean haveTime(int partition) {
    KafkaInbox inbox = inboxes.get(partition);
    return inbox != null && inbox.hasTime();
  }

  /** Any thread. */
  @Override
  public boolean own(int partition) {
    return inboxes.containsKey(partition);
  }

  /** Any thread. */
  @Override
  public Optional<HandedOver> offer(int partition, byte[] request) {
    return Optional.ofNullable(inboxes.get(partition)).flatMap(inbox -> inbox.offer(request));
  }

  /** Starts its thread. */
  public void start() {
    poller.start();
  }

  /** Joins the group; the lanes are told of the partitions. */
  public void join(PartitionLanes lanes) {
    Rebalance listener = new Rebalance(lanes);
    untilDone(() -> consumer.subscribe(List.of(Topics.REQUESTS, Topics.RESULTS), listener));
  }

  /** Is a member no more: partitions are handed over first. */
  public void leave() {
    joined = false;
    asked = false;
    untilDone(consumer::unsubscribe);
  }

  /** Waits for the polling thread, which refuses everything while the group rebalances. */
  private void untilDone(Runnable change) {
    while (true) {
      try {
        poller.submit(Executors.callable(change)).join();
        return;
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof UnavailableException)) {
          throw e;
        }
        LockSupport.parkNanos(AGAIN_NANOS);
      }
    }
  }

  /** True once the group has given what there is, perhaps no partition. */
  public boolean isJoined() {
    return joined;
  }

  /** Leaves the group: partitions are handed over first. */
  @Override
  public void close() {
    poller.close();
  }

  /** Runs on the polling thread. */
  private final class Rebalance implements ConsumerRebalanceListener {
    private final PartitionLanes lanes;

    Rebalance(PartitionLanes lanes) {
      this.lanes = lanes;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      // Where to read is in the journal, not in the group; until the lane knows, nothing is
      // fetched.
      assigned.forEach(partition -> consumer.seek(partition, 0L));
      consumer.pause(assigned);
      Set<Integer> partitions = numbers(assigned);
      LOG.infof("Partitions assigned: partitions=%s", partitions);
      partitions.forEach(lanes::assign);
      boolean nothing = consumer.assignment().isEmpty();
      if (nothing && !asked) {
        askAgain();
        return;
      }
      asked = nothing;
      joined = true;
    }

    /**
     * What a member without partitions gets the others give back first, and then there is a second
     * rebalance. It would hear of that with its next heartbeat; until then what was given back
     * stands still.
     */
    private void askAgain() {
      asked = true;
      consumer.enforceRebalance("nothing assigned");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      Set<Integer> partitions = numbers(revoked);
      LOG.infof("Partitions revoked: partitions=%s", partitions);
      // A lane that asks the group something now would be waited for, and wait for us.
      poller.refusing(() -> lanes.revoke(partitions));
      detach(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      Set<Integer> partitions = numbers(lost);
      LOG.warnf("Partitions lost: partitions=%s", partitions);
      lanes.lose(partitions);
      detach(partitions);
    }

    private void detach(Set<Integer> partitions) {
      for (int partition : partitions) {
        KafkaInbox inbox = inboxes.remove(partition);
        if (inbox != null) {
          inbox.detach();
        }
      }
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
      return partitions.stream()
          .map(TopicPartition::partition)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
