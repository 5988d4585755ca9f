/** What travels over Kafka: messages, their codec, topic names and MACs. */
@NullMarked
package io.passo.protocol;

import org.jspecify.annotations.NullMarked;
