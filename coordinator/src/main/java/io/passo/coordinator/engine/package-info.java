/**
 * The engine: lanes, takeover, the fold of the journal, timers and the sink's logic, as plain
 * sequential code behind ports. It knows no framework, Kafka, Redis or SQL type.
 */
@NullMarked
package io.passo.coordinator.engine;

import org.jspecify.annotations.NullMarked;
