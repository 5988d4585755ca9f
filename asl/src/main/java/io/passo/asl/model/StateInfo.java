package io.passo.asl.model;

import org.jspecify.annotations.Nullable;

/**
 * What every state has.
 *
 * @param name name of the state
 * @param comment {@code Comment}
 * @param queryLanguage language of this state's expressions
 * @param pointer where the state stands
 */
public record StateInfo(
    String name, @Nullable String comment, QueryLanguage queryLanguage, Pointer pointer) {}
