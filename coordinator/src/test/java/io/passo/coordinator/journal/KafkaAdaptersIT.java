package io.passo.coordinator.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.config.InvalidSettingException;
import io.passo.coordinator.engine.Journal.Entry;
import io.passo.coordinator.engine.LogGapException;
import io.passo.protocol.ControlMessage;
import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.ControlMessageCodec;
import io.passo.protocol.codec.JournalRecordCodec;
import io.passo.protocol.mac.MacKey;
import io.passo.servers.Servers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the engine expects of its Kafka ports, asked of a real broker. */
class KafkaAdaptersIT {
  private static final int PARTITIONS = 4;
  private static final TopicPartition OWN = new TopicPartition("it.log", 0);
  private static final StepPartition STEPS = new StepPartition(Topics.FUNCTIONS_POOL, 3);

  private static ClientSettings settings;
  private static Admin admin;
  private static Producer<byte[], byte[]> producer;
  private static LogReaders readers;
  private static KafkaJournal journal;
  private static KafkaStepQueue steps;
  private static Logs logs;

  @BeforeAll
  static void connect() throws Exception {
    settings = new ClientSettings(Servers.shared().kafka().bootstrapServers(), "it", Duration.ZERO);
    admin = Admin.create(settings.client("admin"));
    new TopicSetup(admin, PARTITIONS, true).ensure(List.of(Topics.FUNCTIONS_POOL));
    createOwn();
    producer = new KafkaProducer<>(settings.producer("it", Duration.ofSeconds(5)));
    readers = new LogReaders(settings);
    journal = newJournal();
    logs = new Logs(readers);
    steps = new KafkaStepQueue(producer, readers, MacKey.ofSecret("0123456789abcdef"));
  }

  private static void createOwn() throws Exception {
    admin.createTopics(List.of(new NewTopic(OWN.topic(), 1, (short) 1))).all().get(20, SECONDS);
  }

  @AfterAll
  static void disconnect() {
    readers.close();
    producer.close();
    admin.close();
  }

  private static KafkaJournal newJournal() {
    return new KafkaJournal(producer, readers, admin, KafkaJournal.topicId(admin));
  }

  @Test
  void shouldReadWhatAnotherOwnerAppended() {
    // given
    long first = journal.append(0, record("a"));
    long second = journal.append(0, record("b"));

    // when
    List<Entry> read = newJournal().read(0, first, -1, 10);

    // then
    assertThat(second).isGreaterThan(first);
    assertThat(read).extracting(Entry::offset).startsWith(first).contains(second);
    assertThat(read).extracting(Entry::value).contains(record("a"), record("b"));
    assertThat(read).allMatch(entry -> entry.leaderEpoch() >= 0);
    assertThat(journal.bounds(0).end()).isGreaterThan(second);
  }

  @Test
  void shouldReportAPlaceInTheJournalThatDoesNotExist() {
    // given
    long last = journal.append(1, record("a"));

    // when, then
    assertThatThrownBy(() -> newJournal().read(1, last + 1_000, -1, 10))
        .isInstanceOf(LogGapException.class);
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
  void shouldFindCommandsBelowAMarker() throws Exception {
    // given
    long from = steps.end(STEPS);
    long sent = steps.send(STEPS, command(7)).get(10, SECONDS);

    // when
    long marker = steps.mark(STEPS, new StepMarker(3, 1, "nonce"));

    // then
    assertThat(marker).isGreaterThan(sent);
    assertThat(steps.find(STEPS, from, marker)).isEqualTo(Set.of(command(7).attemptId()));
    assertThat(steps.find(STEPS, sent + 1, marker)).isEmpty();
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

  // Valid for nobody, so that no engine over the same broker minds.
  private static byte[] record(String nonce) {
    return JournalRecordCodec.encode(new Open(0, nonce, "it", 1));
  }

  private static StepCommand command(long attempt) {
    String arn = "arn:aws:states:us-east-1:000000000000:execution:m:e";
    return new StepCommand(
        ExecutionKey.of(arn),
        arn,
        attempt,
        "/",
        5,
        3,
        "000000000000",
        "arn:aws:states:us-east-1:000000000000:stateMachine:m",
        "S",
        "arn:aws:lambda:us-east-1:000000000000:function:f",
        Payload.of("{}"),
        0,
        null,
        null,
        1,
        null,
        null,
        null,
        null,
        "MDEyMzQ1Njc4OWFiY2RlZg");
  }
}
