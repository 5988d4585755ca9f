/** How busy the pools are. */
@NullMarked
package io.passo.coordinator.api.pools;

import org.jspecify.annotations.NullMarked;
