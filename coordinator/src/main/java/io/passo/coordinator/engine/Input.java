package io.passo.coordinator.engine;

import io.passo.protocol.Topics;

/**
 * A record of an input topic of one partition, or a request that was handed over without it.
 *
 * @param source where it comes from
 * @param offset its offset, −1 if it lies in no topic
 * @param leaderEpoch leader epoch of the record, −1 if unknown
 * @param value as it was read; anything may lie there
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that are carried, never compared or changed
public record Input(Source source, long offset, int leaderEpoch, byte[] value) {
  /** A request that the API of this process hands over itself. */
  public static Input handedOver(byte[] request) {
    return new Input(Source.CALLER, -1, -1, request);
  }

  /** Topic it lay in, or would have been sent to. */
  public String topic() {
    return source == Source.RESULTS ? Topics.RESULTS : Topics.REQUESTS;
  }

  /** Where an input comes from. */
  public enum Source {
    REQUESTS,
    RESULTS,
    /** No topic: the API of this process. */
    CALLER
  }
}
