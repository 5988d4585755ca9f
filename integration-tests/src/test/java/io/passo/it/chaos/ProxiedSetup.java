package io.passo.it.chaos;

import io.passo.servers.FreePorts;
import io.passo.servers.ServersConfig;
import io.passo.servers.ServersConfig.KafkaProxy;
import io.passo.servers.proxy.TcpProxy;
import io.passo.standalone.system.SystemOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The first coordinator reaches Kafka, Redis and PostgreSQL through proxies. */
final class ProxiedSetup extends Setup implements AutoCloseable {
  private static final String LOCAL = "127.0.0.1:";

  private final TcpProxy kafka = TcpProxy.kafka();
  private final TcpProxy redis = TcpProxy.plain();
  private final TcpProxy postgres = TcpProxy.plain();
  private final int kafkaListener = FreePorts.next();

  @Override
  SystemOptions options(SystemOptions options) {
    return options.withEnvironmentOf(
        "coordinator-1",
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            LOCAL + kafka.port(),
            "REDIS_URL",
            "redis://" + LOCAL + redis.port(),
            "DATABASE_URL",
            "postgresql://" + LOCAL + postgres.port() + "/passo"));
  }

  @Override
  ServersConfig servers(ServersConfig config) {
    kafka.connectTo(kafkaListener);
    return config.withKafkaProxy(new KafkaProxy(kafkaListener, kafka.port()));
  }

  @Override
  public void started(String name, String address, Duration took) {
    switch (name) {
      case "redis" -> redis.connectTo(URI.create(address).getPort());
      case "postgres" -> postgres.connectTo(URI.create(address).getPort());
      default -> {
        return; // nobody stands before the others
      }
    }
  }

  TcpProxy kafka() {
    return kafka;
  }

  List<TcpProxy> all() {
    return List.of(kafka, redis, postgres);
  }

  @Override
  public void close() {
    all().forEach(TcpProxy::close);
  }
}
