/** Apache Kafka, also request and reply by task token. */
@NullMarked
package io.passo.integration.kafka;

import org.jspecify.annotations.NullMarked;
