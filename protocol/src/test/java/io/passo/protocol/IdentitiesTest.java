package io.passo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitiesTest {

  // The table of Kafka's own test of its murmur2.
  @ParameterizedTest
  @CsvSource({
    "21, -973932308",
    "foobar, -790332482",
    "a-little-bit-long-string, -985981536",
    "a-little-bit-longer-string, -1486304829",
    "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8, -58897971",
    "abc, 479470107"
  })
  void shouldHashAsKafkaDoes(String key, int hash) {
    assertThat(Partitions.murmur2(key.getBytes(StandardCharsets.UTF_8))).isEqualTo(hash);
  }

  @Test
  void shouldStayWithinThePartitions() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(Partitions.of("arn:" + i, 16)).isBetween(0, 15);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Partitions.of("arn", 0));
  }

  @Test
  void shouldNameAnExecutionByItsHash() {
    // given
    String arn = "arn:aws:states:us-east-1:000000000000:execution:orders:order-1";

    // when
    ExecutionKey key = ExecutionKey.of(arn);

    // then
    assertThat(key.value()).hasSize(22).matches("[A-Za-z0-9_-]+");
    assertThat(key).isEqualTo(ExecutionKey.of(arn)).isNotEqualTo(ExecutionKey.of(arn + "2"));
    assertThatIllegalArgumentException().isThrownBy(() -> ExecutionKey.of(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> new ExecutionKey(""));
  }

  @Test
  void shouldSpreadEnginePartitionsOverStepPartitionsInOrder() {
    // when
    List<Integer> steps =
        java.util.stream.IntStream.range(0, 16).mapToObj(p -> Topics.stepPartition(p, 16)).toList();

    // then
    assertThat(steps).containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
  }

  @Test
  void shouldKeepTheJournalForEver() {
    // when
    List<TopicSpec> specs = Topics.engine(16);

    // then
    assertThat(specs).extracting(TopicSpec::name).doesNotHaveDuplicates().hasSize(9);
    assertThat(specs)
        .filteredOn(spec -> spec.name().equals(Topics.JOURNAL))
        .singleElement()
        .satisfies(spec -> assertThat(spec.config()).containsEntry("retention.ms", "-1"))
        .satisfies(spec -> assertThat(spec.partitions()).isEqualTo(16));
  }

  @Test
  void shouldDescribeADeadLetterWithoutItsPayload() {
    // given
    DeadLetter letter = new DeadLetter("passo.results", 3, 42, "Expected a result", new byte[] {1});

    // when
    var headers = letter.headers();

    // then
    assertThat(headers)
        .hasSize(4)
        .containsEntry("passo.offset", "42".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldWriteCloudEventsInBinaryMode() {
    // given
    CloudEvent event =
        new CloudEvent(
            "id-1",
            "io.passo.execution.status",
            "arn:machine",
            "arn:execution",
            0,
            Payload.of("{}"));

    // when
    var headers = event.headers();

    // then
    assertThat(headers)
        .containsEntry("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8))
        .containsEntry("ce_time", "1970-01-01T00:00:00Z".getBytes(StandardCharsets.UTF_8));
  }
}
