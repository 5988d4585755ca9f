package io.passo.servers.container;

import io.passo.servers.KafkaServer;
import io.passo.servers.ServersConfig;
import io.passo.servers.broker.BrokerSettings;
import java.util.Locale;
import org.testcontainers.kafka.KafkaContainer;

/** The broker of the official image. */
final class KafkaInContainer extends ContainerServer implements KafkaServer {
  private KafkaInContainer(KafkaContainer container, int port) {
    super("kafka", container, port);
  }

  static KafkaServer start(ServersConfig config) {
    KafkaContainer container = new KafkaContainer(Images.kafka());
    BrokerSettings.common(config.durability())
        .forEach((key, value) -> container.withEnv(variable(key), value));
    int port = fixPort(container, 9092);
    container.start();
    return new KafkaInContainer(container, port);
  }

  private static String variable(String setting) {
    return "KAFKA_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port();
  }
}
