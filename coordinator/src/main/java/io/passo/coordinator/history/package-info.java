/** PostgreSQL: history, the index of executions and checkpoints, all written by the sink. */
@NullMarked
package io.passo.coordinator.history;

import org.jspecify.annotations.NullMarked;
