package io.passo.protocol.token;

import io.passo.protocol.ExecutionKey;

/**
 * What a task token says, once its MAC has been checked.
 *
 * @param partition engine partition of the execution
 * @param key execution
 * @param attempt the attempt
 * @param tenant account of the execution; must be the caller's
 * @param queue what limits and fairness are counted by; empty if nothing but the tenant
 */
public record TaskToken(
    int partition, ExecutionKey key, long attempt, String tenant, String queue) {}
