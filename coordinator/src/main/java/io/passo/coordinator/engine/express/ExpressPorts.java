package io.passo.coordinator.engine.express;

import io.passo.asl.interpreter.Interpreter;
import io.passo.asl.interpreter.LanguageLimits;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.coordinator.engine.Definitions;
import io.passo.coordinator.engine.EngineContext;
import io.passo.coordinator.engine.EngineMetrics;
import io.passo.coordinator.engine.FunctionDirectory;
import io.passo.coordinator.engine.Notifications;
import io.passo.coordinator.engine.Replies;
import io.passo.coordinator.engine.StepQueue;
import io.passo.protocol.mac.ResultKeys;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What Express executions work with.
 *
 * @param instanceId name of this coordinator: results come back to it
 * @param partitions engine partitions, P: they place step commands
 * @param entropy gives the seed of each decision
 * @param threads run decisions; may block while a definition is loaded
 */
public record ExpressPorts(
    String instanceId,
    int partitions,
    Interpreter interpreter,
    ResultKeys resultKeys,
    LongSupplier entropy,
    InstantSource clock,
    Executor threads,
    Alarms alarms,
    StepQueue steps,
    Replies replies,
    Definitions definitions,
    FunctionDirectory functions,
    Notifications notifications,
    EngineMetrics metrics) {

  /** What lanes have, as far as Express needs it. */
  public static ExpressPorts of(EngineContext lanes, Executor threads, Alarms alarms) {
    return of(lanes, threads, alarms, LanguageLimits.STRICT);
  }

  /** The same with the limits of an installation. */
  public static ExpressPorts of(
      EngineContext lanes, Executor threads, Alarms alarms, LanguageLimits limits) {
    return new ExpressPorts(
        lanes.instanceId(),
        lanes.partitions(),
        DefaultInterpreter.forExpress(lanes.tokens(), limits, lanes.permissions()),
        lanes.resultKeys(),
        lanes.entropy(),
        lanes.clock(),
        threads,
        alarms,
        lanes.steps(),
        lanes.replies(),
        lanes.definitions(),
        lanes.functions(),
        lanes.notifications(),
        lanes.metrics());
  }
}
