package io.passo.coordinator.engine;

import io.passo.protocol.Topics;

/**
 * A record of an input topic of one partition.
 *
 * @param source which topic
 * @param offset its offset
 * @param leaderEpoch leader epoch of the record, −1 if unknown
 * @param value as it was read; anything may lie there
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are carried, never compared or changed
public record Input(Source source, long offset, int leaderEpoch, byte[] value) {
  /** Topic it lay in. */
  public String topic() {
    return source == Source.REQUESTS ? Topics.REQUESTS : Topics.RESULTS;
  }

  /** Topic of an input. */
  public enum Source {
    REQUESTS,
    RESULTS
  }
}
