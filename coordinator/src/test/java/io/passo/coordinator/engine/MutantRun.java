package io.passo.coordinator.engine;

import java.util.List;
import java.util.function.LongFunction;

/** Runs a seed and gives the promises that it broke; made by a class loader with a planted bug. */
public final class MutantRun implements LongFunction<List<String>> {
  @Override
  public List<String> apply(long seed) {
    return Simulation.run(seed).violations();
  }
}
