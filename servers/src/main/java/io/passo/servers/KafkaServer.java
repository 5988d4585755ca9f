package io.passo.servers;

/** One Kafka node, broker and controller in one, with share groups. */
public interface KafkaServer extends Server {
  /** {@code host:port} for {@code bootstrap.servers}. */
  String bootstrapServers();
}
