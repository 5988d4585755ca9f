package io.passo.coordinator.journal;

import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.coordinator.engine.DirectSteps;
import io.passo.coordinator.engine.FunctionDirectory;
import io.passo.coordinator.engine.StepCommands;
import io.passo.coordinator.engine.StepQueue;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Partitions;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepResultCodec;
import io.passo.protocol.mac.ResultKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the result in the results of the partition that would own the execution, reading from the
 * end that the partition had before the command was sent. The owner of the partition drops the
 * result like every other for an attempt that is not open.
 */
public final class KafkaDirectSteps implements DirectSteps {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Supplier<StepQueue> steps;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final FunctionDirectory functions;
  private final ResultKeys keys;
  private final int partitions;

  /**
   * @param steps where commands go
   * @param consumers makes consumers without group
   * @param partitions engine partitions, P
   */
  public KafkaDirectSteps(
      Supplier<StepQueue> steps,
      Supplier<Consumer<byte[], byte[]>> consumers,
      FunctionDirectory functions,
      ResultKeys keys,
      int partitions) {
    this.steps = steps;
    this.consumers = consumers;
    this.functions = functions;
    this.keys = keys;
    this.partitions = partitions;
  }

  @Override
  public Optional<StepResult> call(ExecutionStart start, ScheduleTask task, Duration limit) {
    int partition = Partitions.of(start.executionArn(), partitions);
    TopicPartition results = new TopicPartition(Topics.RESULTS, partition);
    String pool =
        functions.poolOf(
            task.resource(), task.parameters(), StepCommands.accountOf(start.executionArn()));
    StepCommand command = command(start, task, partition, pool);
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      consumer.assign(List.of(results));
      consumer.seekToEnd(List.of(results));
      consumer.position(results);
      send(new StepPartition(pool, Topics.stepPartition(partition, partitions)), command);
      return await(consumer, command, limit);
    } catch (KafkaException e) {
      throw new UnavailableException("Kafka does not answer: " + e.getMessage(), e);
    }
  }

  private void send(StepPartition to, StepCommand command) {
    try {
      steps.get().send(to, command).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new UnavailableException("A step command was not acknowledged", e);
    }
  }

  private Optional<StepResult> await(
      Consumer<byte[], byte[]> consumer, StepCommand command, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - deadline < 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        StepResult result = result(record.value(), command);
        if (result != null) {
          return Optional.of(result);
        }
      }
    }
    return Optional.empty();
  }

  /** The end of this attempt; null for whatever else the partition holds. */
  private @Nullable StepResult result(byte[] message, StepCommand command) {
    try {
      StepResult result = StepResultCodec.decode(message);
      StepResult.Header header = result.header();
      boolean ends = result instanceof StepResult.Succeeded || result instanceof StepResult.Failed;
      return ends && header.key().equals(command.key()) && isSigned(header, message, command)
          ? result
          : null;
    } catch (MalformedMessageException e) {
      return null; // The lane counts it and keeps it in the dead letters.
    }
  }

  private boolean isSigned(StepResult.Header header, byte[] message, StepCommand command) {
    return header.attempt() == command.attempt()
        && StepResultCodec.isSignedBy(
            message, keys.key(command.executionArn(), command.attempt(), header.pool()));
  }

  private StepCommand command(ExecutionStart start, ScheduleTask task, int partition, String pool) {
    return StepCommands.of(
        ExecutionKey.of(start.executionArn()),
        start,
        task,
        partition,
        null,
        keys.text(start.executionArn(), task.attempt(), pool));
  }
}
