/** Starts and stops the coordinator: servers, topics, migrations, engine, readiness. */
@NullMarked
package io.passo.coordinator.boot;

import org.jspecify.annotations.NullMarked;
