/** {@code passo test}: runs state machines with mocks, in one process and without waiting. */
@NullMarked
package io.passo.standalone.testing;

import org.jspecify.annotations.NullMarked;
