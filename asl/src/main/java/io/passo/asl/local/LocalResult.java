package io.passo.asl.local;

import io.passo.asl.data.Json;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.ExecutionStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an execution ended.
 *
 * @param output only of one that succeeded
 * @param history all of its events; those of child executions are not among them
 */
public record LocalResult(
    ExecutionStatus status,
    Instant stopDate,
    @Nullable Json output,
    @Nullable String error,
    @Nullable String cause,
    List<HistoryEvent> history) {
  public LocalResult {
    history = List.copyOf(history);
  }
}
