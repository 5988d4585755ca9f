/** Executions started by executions. */
@NullMarked
package io.passo.integration.states;

import org.jspecify.annotations.NullMarked;
