/**
 * Faults on real processes under load, and a checker of the invariants of the engine
 * (docs/chaos.md).
 */
@NullMarked
package io.passo.it.chaos;

import org.jspecify.annotations.NullMarked;
