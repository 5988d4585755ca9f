package io.passo.task.function;

import io.passo.task.runtime.HostedFunction;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** The functions that are hosted now. */
public interface FunctionCatalog {
  /** The function of that name. */
  Optional<HostedFunction> find(String name);

  /** Names of those whose calls must never be repeated by a redelivery. */
  default Set<String> atMostOnce() {
    return Set.of();
  }

  /** Names of all. */
  SortedSet<String> names();
}
