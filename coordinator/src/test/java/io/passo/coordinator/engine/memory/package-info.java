/**
 * In-memory twins of the engine's ports on one simulated clock. A test decides when servers are
 * late, repeat, lose or refuse; the same seed gives the same run.
 */
@NullMarked
package io.passo.coordinator.engine.memory;

import org.jspecify.annotations.NullMarked;
