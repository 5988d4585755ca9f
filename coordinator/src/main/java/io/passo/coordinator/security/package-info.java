/** Who calls the API, what they may do, and from where it may be reached. */
@NullMarked
package io.passo.coordinator.security;

import org.jspecify.annotations.NullMarked;
