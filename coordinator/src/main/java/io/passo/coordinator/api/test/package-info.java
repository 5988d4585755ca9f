/** TestState (api.md §12). */
@NullMarked
package io.passo.coordinator.api.test;

import org.jspecify.annotations.NullMarked;
