/** What is off the hot path: control messages, events for users, dead letters. */
@NullMarked
package io.passo.coordinator.messaging;

import org.jspecify.annotations.NullMarked;
