package io.passo.integration.kafka;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where {@code kafka:produce} writes; every member is an environment variable. */
@ConfigMapping(prefix = "passo.kafka")
public interface KafkaConfig {
  /** Brokers; Passo's own if absent. */
  Optional<String> bootstrapServers();

  /** Properties file with further settings of the producer: TLS, SASL … */
  Optional<Path> properties();
}
