package io.passo.task.function;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** The functions that are hosted now. */
public interface FunctionCatalog {
  /**
   * The function that a call names.
   *
   * @throws InterruptedException if the step was cancelled while it was looked for
   */
  Optional<FoundFunction> find(FunctionKey key) throws InterruptedException;

  /** Names of those whose calls must never be repeated by a redelivery. */
  default Set<String> atMostOnce() {
    return Set.of();
  }

  /** Names of all, as they are announced. */
  SortedSet<String> names();
}
