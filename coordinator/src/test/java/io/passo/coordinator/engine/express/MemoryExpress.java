package io.passo.coordinator.engine.express;

import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.coordinator.engine.Definitions;
import io.passo.coordinator.engine.Notifications;
import io.passo.coordinator.engine.StepQueue;
import io.passo.coordinator.engine.memory.Counters;
import io.passo.protocol.ControlMessage;
import io.passo.protocol.DeadLetter;
import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepMarker;
import io.passo.protocol.StepResult;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepResultCodec;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.ResultKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Express executions on the thread that calls, with workers that answer at once and alarms that
 * ring when the test says so.
 */
public final class MemoryExpress implements Alarms, StepQueue, Notifications {
  private static final String POOL = "functions";

  /** Everything that was sent to workers. */
  public final List<StepCommand> commands = new ArrayList<>();

  public final List<ControlMessage> control = new ArrayList<>();
  public final List<AddressedReply> replies = new ArrayList<>();
  public final Counters counters = new Counters();
  public final ExpressRuns runs;

  private final ResultKeys keys = new ResultKeys(MacKey.ofSecret("a secret of some length"));
  private final PriorityQueue<Pending> alarms =
      new PriorityQueue<>(Comparator.comparing(Pending::due));
  private Function<StepCommand, Optional<StepResult>> worker = command -> Optional.empty();
  private Optional<Exception> refusal = Optional.empty();

  private record Pending(Instant due, Runnable task) {}

  /**
   * @param most executions at a time
   */
  public MemoryExpress(Definitions definitions, InstantSource clock, int most) {
    runs = new ExpressRuns(most);
    runs.open(
        new ExpressPorts(
            "here",
            16,
            DefaultInterpreter.forExpress((arn, attempt) -> "token"),
            keys,
            () -> 7,
            clock,
            Runnable::run,
            this,
            this,
            replies::addAll,
            definitions,
            (resource, parameters, account) -> POOL,
            this,
            counters));
  }

  /** From now on workers answer so; empty for no answer. */
  public void workers(Function<StepCommand, Optional<StepResult>> answer) {
    worker = answer;
  }

  /** From now on no command is acknowledged. */
  public void refuse(Exception reason) {
    refusal = Optional.of(reason);
  }

  /** A worker says something, signed. */
  public void report(StepCommand command, StepResult result) {
    report(command.resultKey(), result);
  }

  /** Somebody says something, signed with that key. */
  public void report(String key, StepResult result) {
    byte[] message = StepResultCodec.encode(result, MacKey.ofBase64(key));
    try {
      runs.result(StepResultCodec.decode(message), message);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  public static StepResult.Header header(StepCommand command) {
    return new StepResult.Header(
        command.key(),
        command.executionArn(),
        command.attempt(),
        command.account(),
        POOL,
        "worker-1",
        command.scheduledAt());
  }

  public static StepResult succeeded(StepCommand command, String output) {
    return new StepResult.Succeeded(header(command), Payload.of(output));
  }

  public static StepResult failed(StepCommand command, String error) {
    return new StepResult.Failed(header(command), StepResult.Kind.FAILED, error, "It broke.");
  }

  /** Lets the alarms ring that are due, moving the clock on to each of them. */
  public void ring(Instant until, Consumer<Duration> advance, InstantSource clock) {
    while (!alarms.isEmpty() && !alarms.peek().due().isAfter(until)) {
      Pending next = alarms.remove();
      Duration wait = Duration.between(clock.instant(), next.due());
      advance.accept(wait.isNegative() ? Duration.ZERO : wait);
      next.task().run();
    }
    advance.accept(Duration.between(clock.instant(), until));
  }

  /** Alarms that are set. */
  public int alarms() {
    return alarms.size();
  }

  @Override
  public Alarm at(Instant due, Runnable task) {
    Pending pending = new Pending(due, task);
    alarms.add(pending);
    return () -> alarms.remove(pending);
  }

  @Override
  public CompletableFuture<Long> send(StepPartition to, StepCommand command) {
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(refusal.get());
    }
    commands.add(command);
    worker.apply(command).ifPresent(result -> report(command, result));
    return CompletableFuture.completedFuture((long) commands.size());
  }

  @Override
  public long mark(StepPartition to, StepMarker marker) {
    throw new UnsupportedOperationException("Express marks nothing");
  }

  @Override
  public long groupStart(StepPartition partition) {
    throw new UnsupportedOperationException("Express executions do not search");
  }

  @Override
  public long end(StepPartition partition) {
    throw new UnsupportedOperationException("Express searches nothing");
  }

  @Override
  public Set<String> find(StepPartition partition, long from, long to) {
    throw new UnsupportedOperationException("Express searches nothing");
  }

  @Override
  public void control(List<? extends ControlMessage> messages) {
    control.addAll(messages);
  }

  @Override
  public void deadLetter(DeadLetter letter) {
    throw new UnsupportedOperationException("Express keeps no dead letters");
  }
}
