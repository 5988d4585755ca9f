/**
 * Library to write a worker: takes step commands from a share group, runs them, reports results
 * (correctness.md §10).
 *
 * <p>{@link io.passo.worker.Worker} with a {@link io.passo.worker.StepHandler} is all a program
 * needs.
 */
@NullMarked
package io.passo.worker;

import org.jspecify.annotations.NullMarked;
