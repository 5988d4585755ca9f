package io.passo.integration.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaIntegrationTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String PRODUCE = "arn:aws:states:::kafka:produce";

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final KafkaIntegration kafka = new KafkaIntegration(() -> producer);

  @Test
  void shouldWriteARecord() throws Exception {
    // when
    JsonNode result =
        MAPPER.readTree(
            kafka
                .call(
                    call(
                        "{\"Topic\":\"orders\",\"Key\":\"k\",\"Value\":{\"n\":1},\"Headers\":{\"type\":\"new\"}}"))
                .utf8());

    // then
    assertThat(result.path("Topic").asText()).isEqualTo("orders");
    assertThat(result.path("Partition").asInt()).isZero();
    assertThat(result.path("Offset").asLong()).isZero();
    ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
    assertThat(text(record.key())).isEqualTo("k");
    assertThat(text(record.value())).isEqualTo("{\"n\":1}");
    assertThat(text(record.headers().lastHeader("type").value())).isEqualTo("new");
    assertThat(text(record.headers().lastHeader("passo-attempt").value())).isEqualTo("attempt-1");
    assertThat(text(record.headers().lastHeader("passo-execution").value())).isEqualTo("execution");
  }

  @Test
  void shouldWriteATombstone() throws Exception {
    // when
    kafka.call(call("{\"Topic\":\"orders\",\"Key\":7,\"Value\":null}"));

    // then
    assertThat(text(producer.history().getFirst().key())).isEqualTo("7");
    assertThat(producer.history().getFirst().value()).isNull();
  }

  @Test
  void shouldNameWhatKafkaReports() {
    // given
    producer.sendException = new RecordTooLargeException("too large");

    // when, then
    assertThatThrownBy(() -> kafka.call(call("{\"Topic\":\"orders\",\"Value\":1}")))
        .isInstanceOfSatisfying(
            IntegrationException.class,
            failure -> {
              assertThat(failure.error()).isEqualTo("Kafka.RecordTooLargeException");
              assertThat(failure.errorCause()).isEqualTo("too large");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"passo.results", "passo.steps.functions"})
  void shouldNotWriteToItsOwnTopics(String topic) {
    assertThatThrownBy(() -> kafka.call(call("{\"Topic\":\"" + topic + "\",\"Value\":1}")))
        .isInstanceOfSatisfying(
            IntegrationException.class,
            failure -> assertThat(failure.error()).isEqualTo("Kafka.TopicAuthorizationException"));
    assertThat(producer.history()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Value\":1}",
        "{\"Topic\":7,\"Value\":1}",
        "{\"Topic\":\"\",\"Value\":1}",
        "{\"Topic\":\"t\",\"Partition\":-1}",
        "{\"Topic\":\"t\",\"Partition\":\"one\"}"
      })
  void shouldRefuseParametersOfAnotherType(String parameters) {
    assertThatThrownBy(() -> kafka.call(call(parameters)))
        .isInstanceOfSatisfying(
            IntegrationException.class,
            failure -> assertThat(failure.error()).isEqualTo("States.Runtime"));
  }

  @ParameterizedTest
  @CsvSource({"'', true", ".waitForTaskToken, true", ".sync, false"})
  void shouldOfferCallsAndCallbacks(String suffix, boolean offered) {
    assertThat(kafka.handles(Resource.parse(PRODUCE + suffix).orElseThrow())).isEqualTo(offered);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static IntegrationCall call(String parameters) throws Exception {
    return new IntegrationCall(
        Resource.parse(PRODUCE).orElseThrow(),
        PRODUCE,
        MAPPER.readTree(parameters),
        "us-east-1",
        "execution",
        "machine",
        Duration.ofSeconds(5),
        "attempt-1",
        null);
  }
}
