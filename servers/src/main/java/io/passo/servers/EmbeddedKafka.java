package io.passo.servers;

import io.passo.servers.broker.BrokerLogging;
import io.passo.servers.broker.BrokerSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The Kafka broker in a JVM of its own. */
final class EmbeddedKafka extends EmbeddedServer implements KafkaServer {
  private final ServersConfig config;
  private int port;
  private int controllerPort;

  EmbeddedKafka(Path directory, ServersConfig config) {
    super("kafka", directory);
    this.config = config;
  }

  @Override
  void choosePorts() {
    port = FreePorts.next();
    controllerPort = FreePorts.next();
  }

  @Override
  void prepare(Path directory) {
    // The broker formats its folder itself.
  }

  @Override
  ChildProcess launch(Path directory) {
    Path ready = directory.resolve("ready");
    Path settings = directory.resolve("server.properties");
    try {
      Files.deleteIfExists(ready);
      write(settings, settings(directory));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write to " + directory, e);
    }
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Spec(
                "kafka",
                command(settings, ready),
                Map.of(),
                directory,
                log(directory),
                "TERM",
                config.broker().grace()));
    Readiness.await(process, () -> Files.exists(ready));
    return process;
  }

  private Map<String, String> settings(Path directory) {
    Map<String, String> settings =
        BrokerSettings.node(
            config.durability(), port, controllerPort, directory.resolve("data").toString());
    ServersConfig.KafkaProxy proxy = config.kafkaProxy();
    if (proxy != null) {
      BrokerSettings.addProxied(settings, proxy.listenerPort(), proxy.proxyPort());
    }
    return settings;
  }

  private List<String> command(Path settings, Path ready) {
    List<String> command = new ArrayList<>();
    command.add(Jdk.program("java"));
    command.addAll(
        List.of("-Xms64m", "-Xmx" + config.broker().heapMegabytes() + "m", BrokerJvm.COLLECTOR));
    command.addAll(config.broker().options());
    if (config.durability() == Durability.FAST) {
      // Tests start many brokers and load none of them for long.
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.add("-Dslf4j.provider=" + BrokerLogging.class.getName());
    command.addAll(BrokerJvm.main(classPath()));
    command.addAll(List.of(settings.toString(), ready.toString()));
    return command;
  }

  private Stream<Path> classPath() {
    List<Path> jars = config.broker().classPath();
    return jars.isEmpty()
        ? Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
        : jars.stream();
  }

  private static void write(Path file, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }
}
