package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Interpreter;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.protocol.mac.ResultKeys;
import java.util.function.LongSupplier;

/**
 * What lanes work with: the ports, and what is the same for every partition.
 *
 * @param instanceId name of this coordinator
 * @param partitions engine partitions, P
 * @param payloads those too large for records
 * @param permissions what the interpreter asks before a Task calls something
 * @param rates how fast accounts may enter states
 * @param entropy gives the seed of each decision
 */
public record EngineContext(
    String instanceId,
    int partitions,
    EngineSettings settings,
    Interpreter interpreter,
    TaskTokens tokens,
    TaskPermissions permissions,
    ResultKeys resultKeys,
    LongSupplier entropy,
    EngineClock clock,
    Background background,
    Journal journal,
    StepQueue steps,
    MessageLog messages,
    EventLog events,
    Replies replies,
    StateStore state,
    Checkpoints checkpoints,
    LargePayloads payloads,
    Definitions definitions,
    FunctionDirectory functions,
    TransitionRates rates,
    Notifications notifications,
    EngineMetrics metrics) {}
