package io.passo.coordinator.journal;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Places in a log as Kafka wants them. */
final class Seeks {
  private Seeks() {}

  /**
   * @param leaderEpoch of the record before the offset, −1 if unknown: then a truncated log goes
   *     unnoticed unless it is shorter
   */
  static OffsetAndMetadata to(long offset, int leaderEpoch) {
    Optional<Integer> epoch = leaderEpoch < 0 ? Optional.empty() : Optional.of(leaderEpoch);
    return new OffsetAndMetadata(offset, epoch, "");
  }
}
