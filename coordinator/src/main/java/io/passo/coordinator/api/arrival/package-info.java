/** How long requests may take to arrive. */
@NullMarked
package io.passo.coordinator.api.arrival;

import org.jspecify.annotations.NullMarked;
