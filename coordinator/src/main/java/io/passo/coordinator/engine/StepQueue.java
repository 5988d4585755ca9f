package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** {@code passo.steps.<pool>}: what workers do. */
public interface StepQueue {
  /**
   * Sends a command, signed with the workers' key, with a delivery time-out of 2 s. Never sends
   * again by itself what failed.
   *
   * @return its offset, or a failure: {@link RejectedException} if it can never be sent, anything
   *     else if the outcome is unknown
   */
  CompletableFuture<Long> send(StepPartition to, StepCommand command);

  /**
   * Appends a marker and waits for its acknowledgement.
   *
   * @return its offset
   * @throws UnavailableException if it is not acknowledged within 2 s
   */
  long mark(StepPartition to, StepMarker marker);

  /**
   * End of a step partition.
   *
   * @throws UnavailableException if Kafka does not answer within 5 s
   */
  long end(StepPartition partition);

  /**
   * Searches a part of a step partition.
   *
   * @param from first offset
   * @param to offset after the last one; visible already
   * @return {@link StepCommand#attemptId()} of every command found there
   * @throws UnavailableException if Kafka does not answer within 10 s
   */
  Set<String> find(StepPartition partition, long from, long to);

  /**
   * Offset of the first record that the workers' share group has not done with: workers hold it or
   * will get it. What lies before is accepted, or was given up. It may be an older place: Kafka
   * writes it down when the next record is done.
   *
   * @return -1 if the group has never read that partition
   * @throws UnavailableException if Kafka does not answer within 5 s
   */
  long groupStart(StepPartition partition);

  /** The command can never be sent: too large, not authorised. */
  final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RejectedException(String message) {
      super(message);
    }
  }
}
