/** Redis: the fold of the journal, and what the API reads of it. */
@NullMarked
package io.passo.coordinator.state;

import org.jspecify.annotations.NullMarked;
