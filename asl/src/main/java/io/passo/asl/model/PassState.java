package io.passo.asl.model;

import io.passo.asl.data.Json;
import org.jspecify.annotations.Nullable;

/**
 * Passes its input on, or gives a fixed result (asl.md §6.1).
 *
 * @param info name, place
 * @param flow data flow
 * @param result {@code Result}, which wins over the effective input
 * @param assign {@code Assign}
 * @param transition where it leads
 */
public record PassState(
    StateInfo info,
    DataFlow flow,
    @Nullable Json result,
    @Nullable Assign assign,
    Transition transition)
    implements State, Continuing {}
