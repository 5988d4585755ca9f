/** Who calls the API, and from where it may be reached. */
@NullMarked
package io.passo.coordinator.security;

import org.jspecify.annotations.NullMarked;
