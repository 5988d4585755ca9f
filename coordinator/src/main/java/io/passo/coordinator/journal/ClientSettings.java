package io.passo.coordinator.journal;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Configuration of the engine's Kafka clients (correctness.md §15).
 *
 * @param bootstrapServers brokers to begin with
 * @param instanceId name of this coordinator, part of the client ids
 * @param linger how long a producer waits for company
 * @param payloadLimit largest payload in bytes
 */
public record ClientSettings(
    String bootstrapServers, String instanceId, Duration linger, int payloadLimit) {
  // Small socket buffers collapse on loopback under load.
  private static final int SOCKET_BUFFER = 4 << 20;
  private static final int BATCH = 128 << 10;
  private static final int LONGEST_RECORD = 8 << 20;
  private static final long BUFFER = 32L << 20;
  // A record ends the wait at once; only a partition that is attached meanwhile has to sit it out.
  private static final int FETCH_WAIT_MS = 250;
  private static final int HEARTBEAT_MS = 500;
  private static final Duration NEVER_FORGOTTEN = Duration.ofDays(3_650);

  /** The same with AWS's limit of payloads. */
  public ClientSettings(String bootstrapServers, String instanceId, Duration linger) {
    this(bootstrapServers, instanceId, linger, 262_144);
  }

  private int longestRecord() {
    return Math.max(LONGEST_RECORD, payloadLimit + TopicSetup.BESIDE_PAYLOAD);
  }

  /** For Admin, and the base of the others. */
  public Map<String, Object> client(String role) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "passo-" + role + "-" + instanceId);
    settings.put(CommonClientConfigs.SEND_BUFFER_CONFIG, SOCKET_BUFFER);
    settings.put(CommonClientConfigs.RECEIVE_BUFFER_CONFIG, SOCKET_BUFFER);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    // Readers change their partitions all the time, and each change registers all metrics of the
    // partition anew, with JMX and for pushing them to the broker.
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }

  /** Idempotent producer that has given up on a record after {@code delivery}, whatever happens. */
  public Map<String, Object> producer(String role, Duration delivery) {
    Map<String, Object> settings = client(role);
    int limit = Math.toIntExact(delivery.toMillis());
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    // A broker serves the requests of a connection one after the other anyway. What comes meanwhile
    // gathers and leaves together: a lone record leaves at once, and under load one request carries
    // the records of many lanes.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, longestRecord());
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER, 2L * longestRecord()));
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, limit);
    // Two tries fit into the limit; delivery.timeout must not be below linger + request.timeout.
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(limit / 2, 500));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(limit, 1_000));
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
    settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
    return settings;
  }

  /**
   * The same for event loops, which must never wait: a send fails at once while its topic is not
   * known ({@link TopicLookup}) or the buffer is full.
   */
  public Map<String, Object> impatientProducer(String role, Duration delivery) {
    Map<String, Object> settings = producer(role, delivery);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, NEVER_FORGOTTEN.toMillis());
    return settings;
  }

  /** Consumer that never commits and never jumps: a place that is gone is an error. */
  public Map<String, Object> reader(String role) {
    Map<String, Object> settings = client(role);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    // Leaves time for a second try on another connection: this one may be half-open.
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_500);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    return settings;
  }

  /** The member of the coordinators' group that reads the inputs. */
  public Map<String, Object> member(String group) {
    return member("inputs", group, PairedAssignor.class);
  }

  /** The member of the group that runs asynchronous Express executions. */
  public Map<String, Object> expressMember(String group) {
    Map<String, Object> settings = member("express", group, CooperativeStickyAssignor.class);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // What arrives ends the wait; only a new assignment waits for it.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 4 * FETCH_WAIT_MS);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 4 * HEARTBEAT_MS);
    return settings;
  }

  private Map<String, Object> member(
      String role, String group, Class<? extends ConsumerPartitionAssignor> assignor) {
    Map<String, Object> settings = reader(role);
    // Leaves half of the session to be heard again over another connection: this one may be
    // half-open.
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    // ADR 0042: what does not move runs on.
    settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, assignor.getName());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    // ADR 0036: the others hear of a dead member with their next heartbeat.
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    return settings;
  }
}
