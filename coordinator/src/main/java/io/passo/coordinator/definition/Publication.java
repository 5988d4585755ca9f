package io.passo.coordinator.definition;

import org.jspecify.annotations.Nullable;

/**
 * That a version is to be published.
 *
 * @param description what the version says about itself
 */
public record Publication(@Nullable String description) {}
