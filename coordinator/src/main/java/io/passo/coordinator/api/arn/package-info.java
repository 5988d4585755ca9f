/** Amazon Resource Names of the service. */
@NullMarked
package io.passo.coordinator.api.arn;

import org.jspecify.annotations.NullMarked;
