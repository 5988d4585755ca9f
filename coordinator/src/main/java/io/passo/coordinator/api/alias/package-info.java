/** Actions on aliases of state machines. */
@NullMarked
package io.passo.coordinator.api.alias;

import org.jspecify.annotations.NullMarked;
