/** Signature Version 4, as a server verifies it; pure. */
@NullMarked
package io.passo.coordinator.security.signature;

import org.jspecify.annotations.NullMarked;
