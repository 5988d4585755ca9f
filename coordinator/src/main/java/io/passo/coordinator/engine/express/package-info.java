/**
 * Express executions: the same interpreter and the same workers, but the state is in the memory of
 * one instance and nothing of it is stored (correctness.md §13).
 */
@NullMarked
package io.passo.coordinator.engine.express;

import org.jspecify.annotations.NullMarked;
