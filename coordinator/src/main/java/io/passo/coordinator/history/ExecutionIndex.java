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

  /**
   * The execution as of an offset of its partition's journal: waits until the sink has passed that,
   * but not longer than {@code millis}. Fails if PostgreSQL does not answer.
   */
  Uni<Settled> find(String executionArn, int partition, long offset, long millis);

  /** One page, newest first, without payloads; at most {@code query.limit()} entries. */
  Uni<List<ExecutionRecord>> list(ExecutionQuery query);

  /** True if the state machine has executions that run, as far as the index knows. */
  Uni<Boolean> hasRunning(String stateMachineArn);

  /** How many executions of an account are open in a region, as far as the index knows. */
  Uni<Long> countOpen(String account, String region);

  /** Id of the last event of an execution's history, as far as the index knows; 0 if none. */
  Uni<Long> lastEvent(String executionArn);

  /**
   * An execution and whether nothing is missing in it.
   *
   * @param execution empty if the index does not have it (any more)
   * @param isReached whether the sink has passed the offset that was asked for
   */
  record Settled(Optional<ExecutionRecord> execution, boolean isReached) {}
}
