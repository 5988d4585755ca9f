package io.passo.coordinator.definition;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A change of a state machine.
 *
 * @param change from the configuration found to the one wanted; may be called more than once
 * @param definition text of the definition, null if it stays
 * @param publication version to publish of the result, null for none
 * @param versionLimit how many versions a state machine may have
 */
public record StateMachineUpdate(
    UnaryOperator<Configuration> change,
    @Nullable String definition,
    @Nullable Publication publication,
    long versionLimit,
    Instant at) {}
