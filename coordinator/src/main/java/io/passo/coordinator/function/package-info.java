/** Functions that were created by the Lambda API, as they are stored. */
@NullMarked
package io.passo.coordinator.function;

import org.jspecify.annotations.NullMarked;
