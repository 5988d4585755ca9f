/** The subset of Lambda's API that deploys and calls functions of this installation. */
@NullMarked
package io.passo.coordinator.api.lambda;

import org.jspecify.annotations.NullMarked;
