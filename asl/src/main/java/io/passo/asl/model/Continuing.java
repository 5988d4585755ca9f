package io.passo.asl.model;

import org.jspecify.annotations.Nullable;

/** A state with {@code Next} or {@code End}: all but Choice, Succeed and Fail. */
public sealed interface Continuing
    permits PassState, TaskState, WaitState, ParallelState, MapState {
  DataFlow flow();

  Transition transition();

  /** {@code Assign}, evaluated when the state succeeds. */
  @Nullable Assign assign();
}
