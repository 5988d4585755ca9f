/** Actions on state machines. */
@NullMarked
package io.passo.coordinator.api.statemachine;

import org.jspecify.annotations.NullMarked;
