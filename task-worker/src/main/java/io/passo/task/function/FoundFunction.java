package io.passo.task.function;

import io.passo.task.runtime.HostedFunction;

/**
 * The function that a call names.
 *
 * @param version version that runs, which an alias does not tell
 */
public record FoundFunction(HostedFunction function, String version) {}
