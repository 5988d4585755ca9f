package io.passo.coordinator.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.config.InvalidSettingException;
import io.passo.coordinator.engine.LogGapException;
import io.passo.coordinator.engine.PoolBacklogs;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.ControlMessage;
import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.protocol.TopicSpec;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.ControlMessageCodec;
import io.passo.servers.Servers;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the ports over Kafka are made of, asked of a real broker. */
class KafkaAdaptersIT {
  private static final int PARTITIONS = 4;
  private static final TopicPartition OWN = new TopicPartition("it.log", 0);

  private static ClientSettings settings;
  private static Admin admin;
  private static Producer<byte[], byte[]> producer;
  private static LogReaders readers;
  private static Logs logs;

  @BeforeAll
  static void connect() throws Exception {
    settings = new ClientSettings(Servers.shared().kafka().bootstrapServers(), "it", Duration.ZERO);
    admin = Admin.create(settings.client("admin"));
    new TopicSetup(admin, PARTITIONS, true).ensure(List.of(Topics.FUNCTIONS_POOL));
    RealKafka.create(admin, OWN.topic());
    producer = new KafkaProducer<>(settings.producer("it", Duration.ofSeconds(5)));
    readers = new LogReaders(settings);
    logs = new Logs(readers);
  }

  @AfterAll
  static void disconnect() {
    readers.close();
    producer.close();
    admin.close();
  }

  @Test
  void shouldReadUpToTheEndAndNoFurther() throws Exception {
    // given
    long last = append("a", "b", "c");

    // when
    List<ConsumerRecord<byte[], byte[]>> read =
        logs.read(reader -> reader.read(OWN, last - 2, -1, reader.end(OWN), 10));
    List<ConsumerRecord<byte[], byte[]>> beyond =
        logs.read(reader -> reader.read(OWN, last + 1, 0, reader.end(OWN), 10));

    // then
    assertThat(read).extracting(ConsumerRecord::offset).containsExactly(last - 2, last - 1, last);
    assertThat(beyond).isEmpty();
  }

  @Test
  void shouldReportAPlaceBeforeTheStart() throws Exception {
    // given
    long last = append("a", "b");
    admin.deleteRecords(Map.of(OWN, RecordsToDelete.beforeOffset(last))).all().get(10, SECONDS);

    // when, then
    assertThatThrownBy(() -> logs.read(reader -> reader.read(OWN, 0, -1, last + 1, 10)))
        .isInstanceOf(LogGapException.class);
  }

  @Test
  void shouldSendFromEventLoopsWithoutWaiting() throws Exception {
    // given
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(OWN.topic(), 0, null, new byte[1]);
    try (Producer<byte[], byte[]> impatient =
        new KafkaProducer<>(settings.impatientProducer("impatient", Duration.ofSeconds(5)))) {
      // when
      long waits = waits();
      Future<RecordMetadata> early = impatient.send(record);
      long waitsAfter = waits();
      TopicLookup.untilKnown(impatient, List.of(OWN.topic()), Duration.ofSeconds(10));
      Future<RecordMetadata> late = impatient.send(record);

      // then
      assertThat(early)
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .havingRootCause()
          .isInstanceOf(TimeoutException.class);
      assertThat(waitsAfter).isEqualTo(waits);
      assertThat(late.get(10, SECONDS).offset()).isNotNegative();
    }
  }

  /** How often this thread has waited for another. */
  private static long waits() {
    return ManagementFactory.getThreadMXBean()
        .getThreadInfo(Thread.currentThread().threadId())
        .getWaitedCount();
  }

  @Test
  void shouldSayThatATopicIsNotKnown() {
    try (Producer<byte[], byte[]> impatient =
        new KafkaProducer<>(
            new ClientSettings("127.0.0.1:1", "it", Duration.ZERO)
                .impatientProducer("impatient", Duration.ofSeconds(5)))) {
      assertThatThrownBy(
              () -> TopicLookup.untilKnown(impatient, List.of(Topics.REQUESTS), Duration.ZERO))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(Topics.REQUESTS);
    }
  }

  @Test
  void shouldReadAnnouncementsMadeBefore() throws Exception {
    // given
    ControlMessage announced = new FunctionsAnnounced("functions", "w", List.of("f"), 1);
    producer
        .send(new ProducerRecord<>(Topics.CONTROL, ControlMessageCodec.encode(announced)))
        .get(10, SECONDS);

    // when
    List<ControlMessage> heard = new ControlLog(readers).since(System.currentTimeMillis() - 60_000);

    // then
    assertThat(heard).contains(announced);
  }

  @Test
  void shouldTellTheBacklogOfAPoolWithoutWorkers() throws Exception {
    // given
    new TopicSetup(admin, PARTITIONS, true).ensure(List.of("idle"));
    long before = System.currentTimeMillis();
    for (int partition : List.of(0, 0, 5)) {
      producer
          .send(new ProducerRecord<>(Topics.steps("idle"), partition, null, new byte[] {1}))
          .get(10, SECONDS);
    }

    // when
    PoolBacklogs.Backlog backlog = new KafkaPoolBacklogs(admin, readers).of("idle");

    // then
    assertThat(backlog.unfinished()).isEqualTo(3);
    assertThat(backlog.members()).isZero();
    assertThat(backlog.oldest().orElseThrow().toEpochMilli())
        .isBetween(before, System.currentTimeMillis());
  }

  /** The controller answers before every broker has heard of a new topic. */
  @Test
  void shouldWaitUntilTheBrokerKnowsNewTopics() throws Exception {
    try (LateAdmin late = new LateAdmin()) {
      // when
      List<TopicSpec> made = new TopicSetup(late, PARTITIONS, true).ensure(List.of("late"));

      // then
      assertThat(made).extracting(TopicSpec::name).contains(Topics.steps("late"));
      assertThat(late.asked).isEqualTo(3);
    }
  }

  @Test
  void shouldLeaveAloneWhatDoesNotMoveWhenAMemberComesAndGoes() throws Exception {
    // given
    try (Member first = new Member(settings)) {
      first.until(() -> first.owned().size() == 2 * PARTITIONS);
      Set<TopicPartition> all = Set.copyOf(first.owned());

      // when one comes
      try (Member second = new Member(settings)) {
        first.with(second).until(() -> second.owned().size() == PARTITIONS);

        // then
        assertThat(first.revoked()).isEqualTo(second.owned());
        assertThat(first.owned()).isEqualTo(difference(all, second.owned()));
        assertThat(numbersOf(second.owned(), Topics.REQUESTS))
            .isEqualTo(numbersOf(second.owned(), Topics.RESULTS));
        first.revoked().clear();
      }

      // when it goes
      first.until(() -> first.owned().equals(all));

      // then
      assertThat(first.revoked()).isEmpty();
    }
  }

  private static Set<TopicPartition> difference(Set<TopicPartition> of, Set<TopicPartition> less) {
    Set<TopicPartition> rest = new HashSet<>(of);
    rest.removeAll(less);
    return rest;
  }

  private static Set<Integer> numbersOf(Set<TopicPartition> partitions, String topic) {
    return partitions.stream()
        .filter(partition -> partition.topic().equals(topic))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }

  @Test
  void shouldRefuseTopicsOfAnotherShape() {
    assertThatThrownBy(() -> new TopicSetup(admin, PARTITIONS + 1, true).ensure(List.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("to have 5 partitions but found 4");
  }

  /** Offset of the last one. */
  private static long append(String... values) throws Exception {
    long last = -1;
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      last =
          producer
              .send(new ProducerRecord<>(OWN.topic(), OWN.partition(), null, bytes))
              .get(10, SECONDS)
              .offset();
    }
    return last;
  }

  /** Its broker learns of topics when it is asked for the third time. */
  private static final class LateAdmin extends ForwardingAdmin {
    private int asked;

    LateAdmin() {
      super(settings.client("late"));
    }

    @Override
    public DescribeTopicsResult describeTopics(
        TopicCollection topics, DescribeTopicsOptions options) {
      asked++;
      return asked < 3
          ? super.describeTopics(TopicCollection.ofTopicNames(List.of("unheard")), options)
          : super.describeTopics(topics, options);
    }
  }
}
