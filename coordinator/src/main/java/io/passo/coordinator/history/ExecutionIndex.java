package io.passo.coordinator.history;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * The index of executions in PostgreSQL. The sink feeds it: it may be some hundred milliseconds
 * behind the engine.
 */
public interface ExecutionIndex {
  /**
   * The execution with its payloads; empty if the index does not know it (yet). Fails if PostgreSQL
   * does not answer.
   */
  Uni<Optional<ExecutionRecord>> find(String executionArn);

  /** One page, newest first, without payloads; at most {@code query.limit()} entries. */
  Uni<List<ExecutionRecord>> list(ExecutionQuery query);

  /** True if the state machine has executions that run, as far as the index knows. */
  Uni<Boolean> hasRunning(String stateMachineArn);

  /** How many executions of an account are open in a region, as far as the index knows. */
  Uni<Long> countOpen(String account, String region);

  /** Id of the last event of an execution's history, as far as the index knows; 0 if none. */
  Uni<Long> lastEvent(String executionArn);

  /**
   * Waits until the sink has passed an offset of a partition's journal.
   *
   * @return true if it has, false if it has not within {@code millis}
   */
  Uni<Boolean> awaitSink(int partition, long offset, long millis);
}
