/** Typed configuration and what it must hold before anything starts. */
@NullMarked
package io.passo.coordinator.config;

import org.jspecify.annotations.NullMarked;
