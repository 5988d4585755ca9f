package io.passo.servers.broker;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Formats the data folder of a Kafka node on its first start, runs the node, and creates a file
 * when it serves.
 *
 * <p>Arguments: properties file, file to create when ready. Ends when the process is asked to
 * (SIGTERM).
 */
public final class BrokerMain {
  // Always the same: the folder is checked against it at each start.
  private static final String CLUSTER_ID = "UGFzc28tZW1iZWRkZWQtMQ";

  private BrokerMain() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Properties properties = read(Path.of(arguments[0]));
    format(properties);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
    server.startup();
    Files.createFile(Path.of(arguments[1]));
    server.awaitShutdown();
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static void format(Properties properties) throws Exception {
    String directory = properties.getProperty("log.dirs");
    new Formatter()
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setClusterId(CLUSTER_ID)
        .addDirectory(directory)
        .setMetadataLogDirectory(directory)
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .setIgnoreFormatted(true)
        .setPrintStream(new PrintStream(System.out, true))
        .run();
  }
}
