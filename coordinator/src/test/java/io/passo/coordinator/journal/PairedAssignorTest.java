package io.passo.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PairedAssignorTest {
  private static final int PARTITIONS = 16;
  private static final Node NODE = new Node(1, "localhost", 9092);

  private final PairedAssignor assignor = new PairedAssignor();
  private int generation;

  @Test
  void shouldGiveOneMemberEverything() {
    // when
    Map<String, List<TopicPartition>> assigned = rebalance(Map.of("a", List.of()));

    // then
    assertThat(numbers(assigned.get("a"))).hasSize(PARTITIONS);
    assertThat(assigned.get("a")).hasSize(2 * PARTITIONS);
  }

  @Test
  void shouldMoveHalfOfItToASecondMemberOnceTheFirstHasGivenItBack() {
    // given
    List<TopicPartition> all = rebalance(Map.of("a", List.of())).get("a");

    // when
    Map<String, List<TopicPartition>> taken = rebalance(Map.of("a", all, "b", List.of()));
    Map<String, List<TopicPartition>> given = rebalance(taken);

    // then
    assertThat(taken.get("a")).hasSize(PARTITIONS);
    assertThat(taken.get("b")).isEmpty();
    assertThat(given.get("a")).hasSameElementsAs(taken.get("a"));
    assertThat(given.get("b")).hasSize(PARTITIONS);
    assertThat(numbers(given.get("b"))).doesNotContainAnyElementsOf(numbers(given.get("a")));
  }

  @Test
  void shouldLeaveTheOthersAloneWhenAMemberGoes() {
    // given
    Map<String, List<TopicPartition>> before = Map.of("a", pairs(0, 5), "b", pairs(6, 10));

    // when
    Map<String, List<TopicPartition>> after = rebalance(before);

    // then
    assertThat(after.get("a")).containsAll(before.get("a"));
    assertThat(after.get("b")).containsAll(before.get("b"));
    assertThat(numbers(after.get("a"))).hasSize(PARTITIONS / 2);
    assertThat(numbers(after.get("b"))).hasSize(PARTITIONS / 2);
  }

  @Test
  void shouldNeverPartAPair() {
    // given
    Map<String, List<TopicPartition>> members = new HashMap<>(Map.of("a", List.of()));

    for (String next : List.of("b", "c", "d", "e")) {
      // when
      members.put(next, List.of());
      members = rebalance(rebalance(members));

      // then
      members.values().forEach(PairedAssignorTest::assertPaired);
      assertThat(members.values().stream().mapToInt(List::size).sum()).isEqualTo(2 * PARTITIONS);
    }
  }

  private static void assertPaired(List<TopicPartition> partitions) {
    Set<Integer> numbers = numbers(partitions);
    assertThat(partitions)
        .containsExactlyInAnyOrderElementsOf(
            numbers.stream().flatMap(PairedAssignorTest::pair).toList());
  }

  private static List<TopicPartition> pairs(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().flatMap(PairedAssignorTest::pair).toList();
  }

  private static Stream<TopicPartition> pair(int number) {
    return Stream.of(
        new TopicPartition(Topics.REQUESTS, number), new TopicPartition(Topics.RESULTS, number));
  }

  private static Set<Integer> numbers(List<TopicPartition> partitions) {
    return partitions.stream()
        .map(TopicPartition::partition)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What each member has after a rebalance, from what each had before. */
  private Map<String, List<TopicPartition>> rebalance(Map<String, List<TopicPartition>> owned) {
    Map<String, Subscription> members = new HashMap<>();
    owned.forEach(
        (id, partitions) ->
            members.put(
                id,
                new Subscription(
                    List.of(Topics.REQUESTS, Topics.RESULTS),
                    assignor.subscriptionUserData(Set.of(Topics.REQUESTS, Topics.RESULTS)),
                    partitions,
                    generation,
                    Optional.empty())));
    generation++;
    Map<String, Assignment> assigned =
        assignor.assign(cluster(), new GroupSubscription(members)).groupAssignment();
    Map<String, List<TopicPartition>> after = new HashMap<>();
    assigned.forEach((id, assignment) -> after.put(id, assignment.partitions()));
    return after;
  }

  private static Cluster cluster() {
    List<PartitionInfo> partitions = new ArrayList<>();
    for (String topic : List.of(Topics.REQUESTS, Topics.RESULTS)) {
      for (int p = 0; p < PARTITIONS; p++) {
        partitions.add(new PartitionInfo(topic, p, NODE, new Node[] {NODE}, new Node[] {NODE}));
      }
    }
    return new Cluster("test", List.of(NODE), partitions, Set.of(), Set.of());
  }
}
