/** Meters of a worker; needs {@code micrometer-core}, which the SDK does not bring along. */
@NullMarked
package io.passo.worker.metrics;

import org.jspecify.annotations.NullMarked;
