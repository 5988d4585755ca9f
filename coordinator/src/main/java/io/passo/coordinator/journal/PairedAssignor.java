package io.passo.coordinator.journal;

import io.passo.protocol.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Shares the partitions of {@code passo.requests} as {@link CooperativeStickyAssignor} does, so
 * that a member that comes or goes stops only the partitions that move (ADR 0042), and gives the
 * partition of {@code passo.results} with the same number to the same member.
 *
 * <p>It keeps the name of what it extends: of other cooperative assignors the consumer wants more
 * than they can know of a member that has missed a rebalance, and its polling ends by an exception.
 */
public final class PairedAssignor extends CooperativeStickyAssignor {
  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
    Map<String, Subscription> members = new HashMap<>();
    group.groupSubscription().forEach((id, member) -> members.put(id, ofRequests(member)));
    Map<String, Assignment> assignments = new HashMap<>();
    super.assign(metadata, new GroupSubscription(members))
        .groupAssignment()
        .forEach((id, assigned) -> assignments.put(id, withResults(assigned)));
    return new GroupAssignment(assignments);
  }

  private static Subscription ofRequests(Subscription member) {
    List<TopicPartition> owned =
        member.ownedPartitions().stream()
            .filter(partition -> partition.topic().equals(Topics.REQUESTS))
            .toList();
    Subscription requests =
        new Subscription(
            List.of(Topics.REQUESTS),
            member.userData(),
            owned,
            member.generationId().orElse(DEFAULT_GENERATION),
            member.rackId());
    requests.setGroupInstanceId(member.groupInstanceId());
    return requests;
  }

  private static Assignment withResults(Assignment requests) {
    List<TopicPartition> both =
        requests.partitions().stream()
            .flatMap(
                partition ->
                    Stream.of(partition, new TopicPartition(Topics.RESULTS, partition.partition())))
            .toList();
    return new Assignment(both, requests.userData());
  }
}
