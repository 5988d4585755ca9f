package io.passo.servers;

import java.nio.file.Path;

/** One Kafka node, broker and controller in one, with share groups. */
public interface KafkaServer extends Server {
  /** {@code host:port} for {@code bootstrap.servers}. */
  String bootstrapServers();

  /**
   * Starts a broker alone, as a child process.
   *
   * @param directory where its data and its log are kept
   * @throws ServerException if it does not start
   */
  static KafkaServer start(Path directory, ServersConfig config) {
    EmbeddedKafka kafka = new EmbeddedKafka(directory.resolve("kafka"), config);
    try {
      kafka.start();
    } catch (ServerException e) {
      kafka.close();
      throw e;
    }
    return kafka;
  }
}
