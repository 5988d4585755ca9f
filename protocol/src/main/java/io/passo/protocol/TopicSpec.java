package io.passo.protocol;

import java.util.Map;

/**
 * How a topic is made.
 *
 * @param name its name
 * @param partitions number of partitions
 * @param config Kafka topic configuration beyond the broker's defaults
 */
public record TopicSpec(String name, int partitions, Map<String, String> config) {
  public TopicSpec {
    config = Map.copyOf(config);
  }
}
