package io.passo.asl.interpreter.state;

import io.passo.asl.data.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An evaluated call of a Task.
 *
 * @param parameters effective input
 * @param timeout {@code TimeoutSeconds}, if given
 * @param heartbeat {@code HeartbeatSeconds}, if given
 * @param roleArn {@code Credentials.RoleArn}, if given
 */
record TaskCall(
    Json parameters,
    @Nullable Duration timeout,
    @Nullable Duration heartbeat,
    @Nullable String roleArn) {}
