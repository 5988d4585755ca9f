package io.passo.coordinator.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.config.SettingProblem;
import io.passo.protocol.TopicSpec;
import io.passo.protocol.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is wrong with topics, asked of a real Kafka of one broker. */
class KafkaCheckIT {
  private static final ConfigResource REQUESTS =
      new ConfigResource(ConfigResource.Type.TOPIC, Topics.REQUESTS);
  private static final ConfigResource JOURNAL =
      new ConfigResource(ConfigResource.Type.TOPIC, Topics.JOURNAL);

  private final RealKafka kafka = RealKafka.shared();

  private List<String> problems(boolean strict) throws Exception {
    List<TopicSpec> topics = new ArrayList<>(Topics.engine(RealKafka.PARTITIONS));
    return new KafkaCheck(kafka.admin, strict)
        .run(topics).stream().map(SettingProblem::line).toList();
  }

  private void set(ConfigResource topic, String name, String value) throws Exception {
    AlterConfigOp change = new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
    kafka.admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get(20, SECONDS);
    // The controller has it before the broker tells.
    long end = System.nanoTime() + SECONDS.toNanos(20);
    while (!value.equals(get(topic, name)) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private String get(ConfigResource topic, String name) throws Exception {
    return kafka
        .admin
        .describeConfigs(List.of(topic))
        .all()
        .get(20, SECONDS)
        .get(topic)
        .get(name)
        .value();
  }

  @AfterEach
  void repair() throws Exception {
    set(REQUESTS, "retention.ms", "604800000");
    set(REQUESTS, "flush.messages", "1");
    set(JOURNAL, "retention.ms", "-1");
  }

  @Test
  void shouldFindNothingWrongWithTopicsOfItsOwn() throws Exception {
    assertThat(problems(true)).isEmpty();
  }

  @Test
  void shouldFindAJournalThatExpires() throws Exception {
    // given
    set(JOURNAL, "retention.ms", "1000");

    // when, then
    assertThat(problems(false))
        .containsExactly(
            "Expected retention.ms of Kafka topic passo.journal to be -1 but found 1000:"
                + " only the owner of a partition may delete records: the history sink may be behind");
  }

  @Test
  void shouldFindInputsThatExpireEarly() throws Exception {
    // given
    set(REQUESTS, "retention.ms", "1000");

    // when, then
    assertThat(problems(false))
        .singleElement()
        .asString()
        .contains("passo.requests to be 604800000 or more but found 1000");
  }

  @Test
  void shouldWantEachRecordOfTheOnlyBrokerOnDiskIfStrict() throws Exception {
    // given
    set(REQUESTS, "flush.messages", "1000");

    // when, then
    assertThat(problems(false)).isEmpty();
    assertThat(problems(true))
        .singleElement()
        .asString()
        .startsWith("Expected flush.messages of Kafka topic passo.requests to be 1 but found 1000");
  }
}
