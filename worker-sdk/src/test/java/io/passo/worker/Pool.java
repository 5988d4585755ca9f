package io.passo.worker;

import io.passo.protocol.ControlMessage;
import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Partitions;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import io.passo.protocol.StepMessage;
import io.passo.protocol.StepResult;
import io.passo.protocol.TopicSpec;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.ControlMessageCodec;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.ReplyCodec;
import io.passo.protocol.codec.StepMessageCodec;
import io.passo.protocol.codec.StepResultCodec;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.ResultKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A pool on a real broker, seen from the coordinator's side. */
final class Pool implements AutoCloseable {
  static final MacKey KEY = MacKey.ofSecret("a-pool-secret-of-32-characters..");

  /** Pool that the keys of these attempts are made for. */
  static final String KEYS_OF = "functions";

  static final ResultKeys RESULT_KEYS =
      new ResultKeys(MacKey.ofSecret("a-cluster-secret-of-32-characters"));
  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final String bootstrap;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Pool(String bootstrap, String name) {
    this.name = name;
    this.bootstrap = bootstrap;
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Makes topics and share group as a coordinator does. */
  Pool create() throws Exception {
    Stream.concat(Topics.engine(PARTITIONS).stream(), Stream.of(Topics.stepTopic(name)))
        .forEach(this::createTopic);
    var group = new ConfigResource(ConfigResource.Type.GROUP, Topics.workers(name));
    var settings =
        Topics.workersConfig().entrySet().stream()
            .map(
                e ->
                    new AlterConfigOp(
                        new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
            .toList();
    admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
    return this;
  }

  private void createTopic(TopicSpec spec) {
    try {
      admin
          .createTopics(
              List.of(
                  new NewTopic(spec.name(), spec.partitions(), (short) 1).configs(spec.config())))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  WorkerConfig config(String worker) {
    return WorkerConfig.of(bootstrap, name, worker, KEY);
  }

  static StepCommand command(String execution, long attempt, Long deadline) {
    String arn = "arn:aws:states:us-east-1:000000000000:execution:test:" + execution;
    return new StepCommand(
        ExecutionKey.of(arn),
        arn,
        attempt,
        "r",
        attempt - 1,
        1,
        "000000000000",
        "arn:machine",
        "State",
        "arn:aws:lambda:us-east-1:000000000000:function:" + execution,
        Payload.of("{}"),
        0,
        null,
        null,
        0,
        deadline,
        null,
        null,
        null,
        RESULT_KEYS.text(arn, attempt, KEYS_OF));
  }

  void send(StepMessage message, int partition) throws Exception {
    sendBytes(StepMessageCodec.encode(message, KEY), partition);
  }

  void sendBytes(byte[] value, int partition) throws Exception {
    producer.send(new ProducerRecord<>(Topics.steps(name), partition, null, value)).get();
  }

  void sendControl(byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(Topics.CONTROL, value)).get();
  }

  /**
   * Waits for so many results of executions whose name begins so, in the order in which they lie.
   */
  List<StepResult> results(String prefix, int count) {
    return results(StepResult.class, prefix, count);
  }

  /** As above, for one kind of results. */
  <T extends StepResult> List<T> results(Class<T> kind, String prefix, int count) {
    List<T> found = new ArrayList<>();
    read(
        Topics.RESULTS,
        record -> {
          StepResult result = decode(record.value());
          StepResult.Header header = result.header();
          if (kind.isInstance(result) && header.executionArn().contains(":test:" + prefix)) {
            check(record, header);
            found.add(kind.cast(result));
          }
          return found.size() == count;
        });
    return found;
  }

  /** Waits for an announcement of a function. */
  FunctionsAnnounced announced(String function) {
    List<FunctionsAnnounced> found = new ArrayList<>();
    read(
        Topics.CONTROL,
        record -> {
          if (control(record.value()) instanceof FunctionsAnnounced announced
              && announced.functions().contains(function)) {
            found.add(announced);
          }
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  private static ControlMessage control(byte[] value) {
    try {
      return ControlMessageCodec.decode(value);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says what the engine says of an attempt that is open. */
  void answerOpen(StepResult.Question question) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                Topics.REPLIES,
                Partitions.ofInstance(question.instanceId()),
                question.instanceId().getBytes(StandardCharsets.UTF_8),
                ReplyCodec.encode(new Reply.AttemptOpen(question.requestId()))))
        .get();
  }

  private static void check(ConsumerRecord<byte[], byte[]> record, StepResult.Header header) {
    if (!StepResultCodec.isSignedBy(
        record.value(), RESULT_KEYS.key(header.executionArn(), header.attempt(), KEYS_OF))) {
      throw new AssertionError("not signed: " + header);
    }
  }

  private static StepResult decode(byte[] value) {
    try {
      return StepResultCodec.decode(value);
    } catch (io.passo.protocol.codec.MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads a topic from its start until {@code enough}. */
  void read(String topic, Predicate<ConsumerRecord<byte[], byte[]>> enough) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList());
      consumer.seekToBeginning(consumer.assignment());
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (enough.test(record)) {
            return;
          }
        }
      }
      throw new AssertionError("not enough records in " + topic + " within " + PATIENCE);
    }
  }

  /** What another worker would still be given, once every worker has stopped. */
  List<Delivery> leftOver() throws Exception {
    StepMarker last = new StepMarker(0, 1, "last");
    for (int partition = 0; partition < Topics.STEP_PARTITIONS; partition++) {
      send(last, partition);
    }
    List<Delivery> others = new ArrayList<>();
    int markers = 0;
    try (KafkaStepQueue queue =
        new KafkaStepQueue(config("checker"), new PoolLimits(Optional.empty(), 5))) {
      while (markers < Topics.STEP_PARTITIONS) {
        for (Delivery delivery : queue.poll(Duration.ofSeconds(1))) {
          if (StepMessageCodec.decode(delivery.value()).equals(last)) {
            markers++;
          } else {
            others.add(delivery);
          }
        }
      }
    }
    return others;
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
