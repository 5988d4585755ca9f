/** What runs inside the child JVM of the Kafka broker. */
@NullMarked
package io.passo.servers.broker;

import org.jspecify.annotations.NullMarked;
