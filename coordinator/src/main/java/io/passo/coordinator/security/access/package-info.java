/** Decides by users, roles and policies what callers and executions may do. */
@NullMarked
package io.passo.coordinator.security.access;

import org.jspecify.annotations.NullMarked;
