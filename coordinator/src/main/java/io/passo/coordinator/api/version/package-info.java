/** Actions on versions of state machines. */
@NullMarked
package io.passo.coordinator.api.version;

import org.jspecify.annotations.NullMarked;
