package io.passo.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The settings that correctness.md §15 asks of the engine's Kafka clients. */
class ClientSettingsTest {
  private final ClientSettings settings = new ClientSettings("localhost:9092", "a", Duration.ZERO);

  @Test
  void shouldMakeProducersThatAreAcknowledgedByAllAndGiveUpInTime() {
    assertThat(settings.producer("commands", Duration.ofSeconds(2)))
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("delivery.timeout.ms", 2_000);
  }

  @Test
  void shouldMakeReadersThatNeitherCommitNorJump() {
    assertThat(settings.reader("reader"))
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "none");
  }

  @Test
  void shouldLeaveTimeForASecondTryOverAnotherConnection() {
    // given
    Map<String, Object> reader = settings.reader("reader");
    Map<String, Object> member = settings.member("group");

    // when, then
    assertThat((int) reader.get("request.timeout.ms"))
        .isLessThanOrEqualTo((int) reader.get("default.api.timeout.ms") / 2);
    assertThat((int) member.get("request.timeout.ms"))
        .isLessThanOrEqualTo((int) member.get("session.timeout.ms") / 2);
  }

  @Test
  void shouldJoinTheGroupAsTheProtocolOfTakeoversNeeds() {
    // when
    Map<String, Object> member = settings.member("group");

    // then
    assertThat(member)
        .containsEntry("group.protocol", "classic")
        .containsEntry("partition.assignment.strategy", PairedAssignor.class.getName())
        .containsEntry("session.timeout.ms", 6_000)
        .containsEntry("heartbeat.interval.ms", 500)
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "none")
        .doesNotContainKey("group.instance.id");
  }
}
