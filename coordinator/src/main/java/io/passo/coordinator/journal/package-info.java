/** Kafka: the engine's journal, inputs, step queue, messages and replies over kafka-clients. */
@NullMarked
package io.passo.coordinator.journal;

import org.jspecify.annotations.NullMarked;
