package io.passo.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/** Runs cases on the interpreter alone, with functions imitated in time that is imitated, too. */
record PureRunner(Environment environment) implements Verdict.Runner {
  @Override
  public ActualRun run(ConformanceCase of, ConformanceCase.Run run) {
    return InterpreterRun.of(of, run, environment);
  }

  @Override
  public JsonNode test(ConformanceCase of, ConformanceCase.Run run) {
    return new StateTestRun(new SimulatedTasks(of.functions(), environment), environment).run(run);
  }
}
