package io.passo.coordinator.engine;

import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.model.Pointer;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.Workflow;
import java.util.LinkedHashMap;

/**
 * A machine without states, in place of a definition that is nowhere to be found: whatever an
 * execution of it is to do fails, and so the execution fails instead of stopping its partition.
 */
final class MissingDefinition {
  private static final System.Logger LOG = System.getLogger(MissingDefinition.class.getName());

  private MissingDefinition() {}

  /**
   * What an execution runs, else the stand-in.
   *
   * @throws UnavailableException if PostgreSQL does not answer
   */
  static StateMachine orStandIn(EngineContext context, ExecutionStart start) {
    String hash = start.definitionHash();
    try {
      return start.machineOf(context.definitions().load(hash));
    } catch (IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "Definition is missing: hash={0} reason={1}",
          hash,
          e.getMessage());
      return new StateMachine(
          null,
          null,
          null,
          QueryLanguage.JSONPATH,
          new Workflow("-", new LinkedHashMap<>(), null, Pointer.ROOT));
    }
  }
}
