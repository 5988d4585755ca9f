package io.passo.asl.model;

import java.util.List;

/** A state with {@code Retry} and {@code Catch}. */
public sealed interface Recovering permits TaskState, ParallelState, MapState {
  DataFlow flow();

  /** Retriers in order; empty if there is no {@code Retry}. */
  List<Retrier> retry();

  /** Catchers in order; empty if there is no {@code Catch}. */
  List<Catcher> catchers();
}
