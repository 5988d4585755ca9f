package io.passo.asl.interpreter.state;

import io.passo.asl.model.ItemProcessor;
import io.passo.asl.model.MapState;
import io.passo.asl.model.State;
import java.util.Optional;

/** What this interpreter can run: every state but Maps in Distributed mode. */
final class Support {
  private Support() {}

  /**
   * Why the state cannot be run; empty if it can. Such an execution fails, it never runs wrongly.
   */
  static Optional<String> unsupported(State state) {
    return state instanceof MapState map
            && map.itemProcessor().config().mode() == ItemProcessor.Mode.DISTRIBUTED
        ? Optional.of("The processor mode DISTRIBUTED is not supported yet.")
        : Optional.empty();
  }
}
