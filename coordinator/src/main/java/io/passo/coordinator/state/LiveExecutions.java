package io.passo.coordinator.state;

import io.passo.coordinator.history.ExecutionRecord;
import io.smallrye.mutiny.Uni;

/** Open executions as Redis knows them: the fold of the journal up to a moment ago. */
public interface LiveExecutions {
  /** Looks an execution up. Does not fail when Redis is absent: that is {@link Unavailable}. */
  Uni<Found> find(String executionArn);

  /**
   * What was found. Only {@link Absent} together with nothing in PostgreSQL means that the
   * execution does not exist.
   */
  sealed interface Found {}

  /** It runs; status, input and start facts are set. */
  record Open(ExecutionRecord execution) implements Found {}

  /**
   * It has closed: the index in PostgreSQL has it as soon as the sink has passed this place.
   *
   * @param partition its partition
   * @param offset journal offset after the record that closed it
   */
  record Closed(int partition, long offset) implements Found {}

  /**
   * Neither open nor closed in the last hours, as far as Redis has come: while a partition is taken
   * over, that may be behind its journal.
   *
   * @param watermark journal offset up to which Redis has come
   */
  record Absent(int partition, long watermark) implements Found {}

  /** Nothing can be said: answer 503 unless PostgreSQL knows the execution. */
  record Unavailable(String reason) implements Found {}
}
