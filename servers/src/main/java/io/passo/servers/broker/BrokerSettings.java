package io.passo.servers.broker;

import io.passo.servers.Durability;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a single Kafka node that serves share groups quickly. */
public final class BrokerSettings {
  private BrokerSettings() {}

  /**
   * What holds wherever the node runs: one replica of everything, fast groups, large socket
   * buffers.
   */
  public static Map<String, String> common(Durability durability) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("auto.create.topics.enable", "false");
    // Without the share coordinator's two, share groups deliver nothing and say nothing.
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.num.partitions", "4");
    // Small socket buffers collapse on loopback under load.
    settings.put("socket.send.buffer.bytes", "4194304");
    settings.put("socket.receive.buffer.bytes", "4194304");
    settings.put("log.cleaner.dedupe.buffer.size", "10485760");
    settings.putAll(groups(durability == Durability.FAST ? "200" : "500"));
    return settings;
  }

  /**
   * The first record of a new group after a fraction of a second instead of six; a dead member is
   * noticed in six.
   */
  private static Map<String, String> groups(String heartbeatMillis) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("group.consumer.min.heartbeat.interval.ms", "200");
    settings.put("group.consumer.heartbeat.interval.ms", heartbeatMillis);
    settings.put("group.consumer.min.session.timeout.ms", "1000");
    settings.put("group.consumer.session.timeout.ms", "6000");
    settings.put("group.share.min.heartbeat.interval.ms", "200");
    settings.put("group.share.heartbeat.interval.ms", heartbeatMillis);
    settings.put("group.share.min.session.timeout.ms", "1000");
    settings.put("group.share.session.timeout.ms", "6000");
    settings.put("group.share.assignment.interval.ms", "0");
    settings.put("group.share.initialize.retry.interval.ms", "500");
    settings.put("group.share.record.lock.duration.ms", "15000");
    // A group may ask for shorter locks: tests do, so that they need not wait for long ones.
    settings.put("group.share.min.record.lock.duration.ms", "1000");
    settings.put("group.share.partition.max.record.locks", "4000");
    return settings;
  }

  /**
   * All settings of a node in a process of its own.
   *
   * @param port of the listener for clients, on 127.0.0.1
   * @param controllerPort of the listener of the node's own controller
   * @param dataDirectory where the logs are kept
   */
  public static Map<String, String> node(
      Durability durability, int port, int controllerPort, String dataDirectory) {
    Map<String, String> settings = common(durability);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("log.dirs", dataDirectory);
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("controller.quorum.election.timeout.ms", "100");
    settings.put("controller.quorum.election.backoff.max.ms", "50");
    settings.put("controller.quorum.fetch.timeout.ms", "500");
    // After a crash the node waits until its own controller takes the one before for dead.
    settings.put("broker.session.timeout.ms", "4000");
    settings.put("broker.heartbeat.interval.ms", "1000");
    return settings;
  }

  /**
   * A further listener for clients that reach the broker through somebody else.
   *
   * @param port where the broker listens, on 127.0.0.1
   * @param advertisedPort where its clients are told to go
   */
  public static void addProxied(Map<String, String> settings, int port, int advertisedPort) {
    settings.merge("listeners", ",PROXIED://127.0.0.1:" + port, String::concat);
    settings.merge(
        "advertised.listeners", ",PROXIED://127.0.0.1:" + advertisedPort, String::concat);
    settings.merge("listener.security.protocol.map", ",PROXIED:PLAINTEXT", String::concat);
  }
}
