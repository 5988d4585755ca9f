package io.passo.coordinator.engine;

import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Header;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepMessageCodec;
import io.passo.protocol.codec.StepResultCodec;
import io.passo.protocol.mac.MacKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Workers that run each command they find once and send its result until it is acknowledged. */
final class SimulatedWorkers {
  private static final double TWICE = 0.03;
  private static final long AGAIN_MICROS = 2_000_000;

  private final Cluster cluster;
  private final BiFunction<StepCommand, Header, @Nullable StepResult> function;
  private final Map<String, Integer> effects = new HashMap<>();
  private final Map<MemoryLog, Long> next = new HashMap<>();
  private final Set<String> unacknowledged = new HashSet<>();
  private final Map<String, StepCommand> commands = new HashMap<>();

  /**
   * @param function what a worker answers; null for never
   */
  SimulatedWorkers(
      Cluster cluster, BiFunction<StepCommand, Header, @Nullable StepResult> function) {
    this.cluster = cluster;
    this.function = function;
    cluster.steps.values().forEach(log -> log.onNews(() -> poll(log)));
  }

  /** How often each attempt was run. */
  Map<String, Integer> effects() {
    return effects;
  }

  /** The command of an attempt that was run. */
  Map<String, StepCommand> commands() {
    return commands;
  }

  boolean isIdle() {
    return unacknowledged.isEmpty();
  }

  private void poll(MemoryLog log) {
    for (long at = next.getOrDefault(log, 0L); at < log.highWatermark(); at++) {
      byte[] value = log.get(at);
      long delay = cluster.world.between(500, 30_000);
      if (decode(value) instanceof StepCommand command) {
        cluster.world.after(delay, () -> run(command));
      }
      next.put(log, at + 1);
    }
  }

  private static Object decode(byte[] value) {
    try {
      return StepMessageCodec.decode(value);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  private void run(StepCommand command) {
    effects.merge(command.attemptId(), 1, Integer::sum);
    commands.put(command.attemptId(), command);
    StepResult result = function.apply(command, header(command));
    if (result != null) {
      send(command, result);
    }
  }

  static Header header(StepCommand command) {
    return new Header(
        command.key(),
        command.executionArn(),
        command.attempt(),
        command.account(),
        Cluster.POOL,
        "worker-1",
        command.scheduledAt());
  }

  static StepResult echo(StepCommand command, Header header) {
    return new StepResult.Succeeded(header, new Payload(command.input().utf8()));
  }

  /** Sends a result, signed as its command asks. */
  void send(StepCommand command, StepResult result) {
    byte[] value = StepResultCodec.encode(result, MacKey.ofBase64(command.resultKey()));
    unacknowledged.add(command.attemptId());
    repeat(command, value);
    if (cluster.world.chance(TWICE)) {
      repeat(command, value);
    }
  }

  private void repeat(StepCommand command, byte[] value) {
    MemoryLog log = cluster.results.get(command.partition());
    boolean[] acknowledged = {false};
    log.send(
        value,
        Long.MAX_VALUE,
        offset -> {
          acknowledged[0] = true;
          unacknowledged.remove(command.attemptId());
        });
    cluster.world.after(
        AGAIN_MICROS,
        () -> {
          if (!acknowledged[0]) {
            repeat(command, value);
          }
        });
  }
}
