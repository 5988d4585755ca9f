/** How often accounts may call an action. */
@NullMarked
package io.passo.coordinator.api.limits;

import org.jspecify.annotations.NullMarked;
