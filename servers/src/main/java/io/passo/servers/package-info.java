/**
 * Real Kafka, PostgreSQL and Redis servers as child processes, for tests and for {@code ./passo}.
 */
@NullMarked
package io.passo.servers;

import org.jspecify.annotations.NullMarked;
