package io.passo.asl.model;

import org.jspecify.annotations.Nullable;

/**
 * Ends the execution, branch or iteration with an error (asl.md §6.3).
 *
 * @param info name, place
 * @param error {@code Error} or {@code ErrorPath}; without it the failure has no error name
 * @param cause {@code Cause} or {@code CausePath}
 */
public record FailState(StateInfo info, @Nullable TextSource error, @Nullable TextSource cause)
    implements State {}
