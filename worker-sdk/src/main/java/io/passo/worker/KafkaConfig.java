package io.passo.worker;

import java.util.HashMap;
import java.util.Map;

/** Kafka client configuration of a worker. */
final class KafkaConfig {
  private static final String MEBIBYTES_4 = Integer.toString(4 << 20);

  private final WorkerConfig config;

  KafkaConfig(WorkerConfig config) {
    this.config = config;
  }

  Map<String, Object> admin() {
    Map<String, Object> admin = common("admin");
    admin.put("default.api.timeout.ms", "5000");
    admin.put("request.timeout.ms", "5000");
    return admin;
  }

  Map<String, Object> shareConsumer(String group) {
    Map<String, Object> consumer = common("steps");
    consumer.put("group.id", group);
    consumer.put("share.acknowledgement.mode", "explicit");
    consumer.put("max.poll.records", "500");
    consumer.put("fetch.max.wait.ms", "500");
    // A worker that is full does not poll; that it lives is what its heartbeats say.
    consumer.put("max.poll.interval.ms", Integer.toString(Integer.MAX_VALUE));
    consumer.put("connections.max.idle.ms", Integer.toString(Integer.MAX_VALUE));
    return consumer;
  }

  Map<String, Object> producer() {
    Map<String, Object> producer = common("results");
    producer.put("acks", "all");
    producer.put("enable.idempotence", "true");
    // One request at a time and no lingering: a lone result leaves at once, and many gather while
    // the one before is on its way.
    producer.put("linger.ms", "0");
    producer.put("max.in.flight.requests.per.connection", "1");
    producer.put("batch.size", Integer.toString(128 << 10));
    int longest = Math.max(2 << 20, ResultSize.LIMIT + (1 << 20));
    producer.put("max.request.size", Integer.toString(longest));
    producer.put("buffer.memory", Long.toString(Math.max(32L << 20, 2L * longest)));
    producer.put("max.block.ms", "10000");
    producer.put("request.timeout.ms", "5000");
    producer.put("delivery.timeout.ms", "10000");
    return producer;
  }

  Map<String, Object> jobConsumer(String group) {
    Map<String, Object> consumer = common("jobs");
    consumer.put("group.id", group);
    consumer.put("enable.auto.commit", "false");
    consumer.put("auto.offset.reset", "earliest");
    consumer.put("session.timeout.ms", "15000");
    return consumer;
  }

  Map<String, Object> controlConsumer() {
    Map<String, Object> consumer = common("control");
    consumer.put("enable.auto.commit", "false");
    consumer.put("auto.offset.reset", "earliest");
    return consumer;
  }

  private Map<String, Object> common(String use) {
    Map<String, Object> common = new HashMap<>();
    // Both cost some at each start; who wants them sets them.
    common.put("metric.reporters", "");
    common.put("enable.metrics.push", "false");
    common.putAll(config.kafka());
    common.put("bootstrap.servers", config.bootstrapServers());
    common.put("client.id", config.name() + "-" + use);
    // Smaller ones make throughput collapse on a loopback interface.
    common.put("send.buffer.bytes", MEBIBYTES_4);
    common.put("receive.buffer.bytes", MEBIBYTES_4);
    common.put("reconnect.backoff.max.ms", "2000");
    common.put("metadata.max.age.ms", "30000");
    return common;
  }
}
