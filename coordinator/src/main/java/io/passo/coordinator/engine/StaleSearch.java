package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.history.HistoryCodec;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Effect.ScheduleTask;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameCodec;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.asl.interpreter.StartFrame;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.interpreter.Waiting.Progress;
import io.passo.asl.interpreter.state.LostCalls;
import io.passo.coordinator.engine.StateStore.OpenPage;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.StepMarker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The look-ups of {@link StaleSteps}: which attempts are open, which of their commands a worker may
 * still get, and what the others were. Touches nothing of the lane.
 */
final class StaleSearch {
  private static final System.Logger LOG = System.getLogger(StaleSearch.class.getName());
  // A backlog of that many commands is read in a second or two; behind a longer one nothing is
  // called lost.
  private static final long LONGEST_BACKLOG = 20_000;

  private final EngineContext context;
  private final int partition;
  private final long epoch;
  private final String g;
  private final Commands commands;
  private final HistoryCodec history = new HistoryCodec();

  StaleSearch(EngineContext context, int partition, long epoch, String g) {
    this.context = context;
    this.partition = partition;
    this.epoch = epoch;
    this.g = g;
    this.commands = new Commands(context, partition);
  }

  /** An attempt of an execution. */
  record Attempt(ExecutionKey key, long attempt) {
    /** As a command names it. */
    String id() {
      return key + ":" + attempt;
    }
  }

  /**
   * Attempts that wait for a worker for long.
   *
   * @param next where the next page begins
   */
  record Page(String next, List<Attempt> attempts) {}

  /**
   * What became of attempts.
   *
   * @param ended they are closed, or somebody is known to have them
   * @param waiting a worker has their command or will get it, or that is not known
   * @param lost commands that no worker will get
   */
  record Outcome(List<Attempt> ended, List<Attempt> waiting, List<Command> lost) {}

  /**
   * Reads some open executions.
   *
   * @throws UnavailableException if Redis does not answer
   */
  Page page(String cursor, int executions) {
    OpenPage page = context.state().open(partition, g, cursor, executions);
    Instant before =
        Instant.ofEpochMilli(context.clock().wallMillis()).minus(context.settings().staleAfter());
    List<Attempt> attempts = new ArrayList<>();
    context
        .state()
        .load(partition, g, page.keys())
        .frames()
        .forEach((key, values) -> collect(key, values, before, attempts));
    return new Page(page.cursor(), attempts);
  }

  private static void collect(
      ExecutionKey key, List<FrameValue> values, Instant before, List<Attempt> attempts) {
    for (Frame frame : frames(values)) {
      if (frame instanceof FlowFrame(var flow, Waiting.ForAttempt waiting)
          && waiting.activity() == null
          && waiting.claim() == null
          && waiting.held() == null
          && waiting.progress() != Progress.SUBMITTED
          && !flow.enteredAt().isAfter(before)) {
        attempts.add(new Attempt(key, waiting.attempt()));
      } else if (frame instanceof MapRunFrame run) {
        // A page or a part, not the Map Run: it is young whenever it is seen first.
        run.attempts().forEach(attempt -> attempts.add(new Attempt(key, attempt)));
      }
    }
  }

  private static List<Frame> frames(List<FrameValue> values) {
    List<Frame> frames = new ArrayList<>(values.size());
    for (FrameValue value : values) {
      byte[] bytes = value.value();
      if (bytes != null) {
        frames.add(FrameCodec.decode(bytes));
      }
    }
    return frames;
  }

  /**
   * Looks for the commands of attempts.
   *
   * @param used every step partition that this engine partition has ever sent a command to: where a
   *     function runs may have changed since
   * @throws UnavailableException if a server does not answer
   */
  Outcome search(List<Attempt> attempts, List<StepPartition> used) {
    Set<String> reachable = new HashSet<>();
    List<StepPartition> unfinished = new ArrayList<>();
    for (StepPartition each : used) {
      // First of all: what the group passes from now on may have a result that is not seen below.
      long groupStart = context.steps().groupStart(each);
      long start = Math.max(0, groupStart);
      long end = context.steps().end(each);
      if (groupStart < 0 && end > 0) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Steps wait for a pool that no worker reads: pool={0} partition={1} steps={2}",
            each.pool(),
            each.partition(),
            end);
      }
      if (end - start > LONGEST_BACKLOG) {
        return new Outcome(List.of(), attempts, List.of());
      }
      if (start < end) {
        reachable.addAll(context.steps().find(each, start, end));
        unfinished.add(each);
      }
    }
    Outcome outcome = judge(attempts, reachable);
    if (!outcome.waiting().isEmpty()) {
      unfinished.forEach(this::stir);
    }
    return outcome;
  }

  /**
   * Kafka writes down where a group stands when a record is done, as it was before. In a pool where
   * nothing else happens that would hide for ever what was done last: workers accept a marker and
   * forget it.
   */
  private void stir(StepPartition each) {
    String nonce = Long.toHexString(context.entropy().getAsLong());
    try {
      context.steps().mark(each, new StepMarker(partition, epoch, nonce));
    } catch (UnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "Not marked: partition={0}", each);
    }
  }

  private Outcome judge(List<Attempt> attempts, Set<String> reachable) {
    Set<ExecutionKey> keys = new LinkedHashSet<>();
    attempts.forEach(attempt -> keys.add(attempt.key()));
    Map<ExecutionKey, List<FrameValue>> found = context.state().load(partition, g, keys).frames();
    Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Attempt attempt : attempts) {
      Optional<ExecutionState> state = state(frames(found.getOrDefault(attempt.key(), List.of())));
      Optional<OpenAttempt> open =
          state
              .flatMap(running -> running.attempt(attempt.attempt()))
              .filter(one -> !one.isHandedOut() && !one.isHeld());
      if (open.isEmpty()) {
        outcome.ended().add(attempt);
      } else if (reachable.contains(attempt.id())) {
        outcome.waiting().add(attempt);
      } else {
        command(attempt, state.get(), open.get())
            .ifPresentOrElse(outcome.lost()::add, () -> outcome.waiting().add(attempt));
      }
    }
    return outcome;
  }

  private Optional<ExecutionState> state(Collection<Frame> frames) {
    return frames.stream()
        .filter(StartFrame.class::isInstance)
        .map(StartFrame.class::cast)
        .findFirst()
        .map(
            start ->
                ExecutionState.of(MissingDefinition.orStandIn(context, start.start()), frames));
  }

  private Optional<Command> command(Attempt attempt, ExecutionState state, OpenAttempt open) {
    Optional<ScheduleTask> order =
        open.mapRun() == null ? fromHistory(attempt, state, open) : fromFrames(state, open);
    return order.map(task -> commands.command(attempt.key(), state, task));
  }

  /** Reads and writes of Map Runs are in no history. */
  private Optional<ScheduleTask> fromFrames(ExecutionState state, OpenAttempt open) {
    context.payloads().fill(state.frames());
    return LostCalls.again(state, open, context.clock().instant());
  }

  /** What was sent, from history; nothing while the sink has not written that. */
  private Optional<ScheduleTask> fromHistory(
      Attempt attempt, ExecutionState state, OpenAttempt open) {
    String arn = state.start().map(ExecutionStart::executionArn).orElseThrow();
    return context
        .checkpoints()
        .history(partition, attempt.key(), attempt.attempt())
        .flatMap(chunk -> event(history.decode(chunk.events()), attempt.attempt()))
        .flatMap(event -> open.orderedBy(event, arn, context.tokens()))
        .filter(this::isWhole);
  }

  /** The pool is told by the parameters, which may be kept apart from the history. */
  private boolean isWhole(ScheduleTask order) {
    Json parameters = order.parameters();
    if (parameters.isAway()) {
      context.payloads().fill(List.of(parameters));
    }
    return !parameters.isAway();
  }

  private static Optional<HistoryEvent> event(List<HistoryEvent> events, long id) {
    return events.stream().filter(event -> event.id() == id).findFirst();
  }
}
