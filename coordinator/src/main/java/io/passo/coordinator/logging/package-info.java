/** What state machines log by their {@code loggingConfiguration} (operations.md §1). */
@NullMarked
package io.passo.coordinator.logging;

import org.jspecify.annotations.NullMarked;
