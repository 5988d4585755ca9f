/**
 * State machines with their revisions, definition texts and activities, in PostgreSQL. Entities
 * never leave this package.
 */
@NullMarked
package io.passo.coordinator.definition;

import org.jspecify.annotations.NullMarked;
