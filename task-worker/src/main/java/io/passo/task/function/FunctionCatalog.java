package io.passo.task.function;

import io.passo.task.runtime.HostedFunction;
import java.util.Optional;
import java.util.SortedSet;

/** The functions that are hosted now. */
public interface FunctionCatalog {
  /** The function of that name. */
  Optional<HostedFunction> find(String name);

  /** Names of all. */
  SortedSet<String> names();
}
