/** Actions on executions. */
@NullMarked
package io.passo.coordinator.api.execution;

import org.jspecify.annotations.NullMarked;
