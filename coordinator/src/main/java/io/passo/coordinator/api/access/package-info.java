/** What each action of the API needs, and whether the caller has it. */
@NullMarked
package io.passo.coordinator.api.access;

import org.jspecify.annotations.NullMarked;
