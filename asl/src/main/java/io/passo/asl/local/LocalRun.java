package io.passo.asl.local;

import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.FrameChange;
import io.passo.asl.interpreter.Interpreter;
import io.passo.asl.interpreter.MapRunChild;
import io.passo.asl.interpreter.Timer;
import io.passo.asl.model.StateMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs one execution with the child executions of its Map Runs to its end, in the calling thread:
 * time jumps to whatever happens next, so a Wait of 30 days takes none. The same calls and seed
 * give the same run. Used once.
 */
public final class LocalRun {
  /** Express executions have no limit of their own. */
  private static final int MOST_EVENTS = 250_000;

  private static final int NAMED_STATES = 5;

  private final Interpreter interpreter;
  private final LocalCalls calls;
  private final UnaryOperator<ExecutionState> kept;
  private final Map<String, Execution> executions = new HashMap<>();
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(
          Comparator.comparing(Due::at).thenComparing(Due::isTimer).thenComparing(Due::order));
  private long order;
  private long entropy;

  /** Runs with these calls answered. */
  public LocalRun(Interpreter interpreter, LocalCalls calls, long seed) {
    this(interpreter, calls, seed, UnaryOperator.identity());
  }

  /**
   * The same.
   *
   * @param seed where everything random comes from
   * @param kept what an execution is between two decisions: the same, by way of a store perhaps
   */
  public LocalRun(
      Interpreter interpreter, LocalCalls calls, long seed, UnaryOperator<ExecutionState> kept) {
    this.interpreter = interpreter;
    this.calls = calls;
    this.kept = kept;
    this.entropy = seed;
  }

  /** An execution and what has happened to it. */
  private static final class Execution {
    private final ExecutionStart start;
    private final StateMachine definition;
    private final List<HistoryEvent> history = new ArrayList<>();
    private ExecutionState state;
    private @Nullable LocalResult result;

    private Execution(ExecutionStart start, StateMachine definition) {
      this.start = start;
      this.definition = definition;
      this.state = ExecutionState.absent(start.machineOf(definition));
    }
  }

  /** What happens at a time: an event, or a timer that may have been forgotten until then. */
  private record Due(
      Instant at,
      long order,
      String execution,
      LocalCalls.@Nullable Report report,
      @Nullable Timer timer) {
    private boolean isTimer() {
      return timer != null;
    }
  }

  /** Something from outside, such as a stop, so long after the start. */
  public void later(ExecutionStart start, Duration after, LocalCalls.Report report) {
    add(start.startDate().plus(after), start.executionArn(), report);
  }

  /**
   * Runs it to its end.
   *
   * @throws EndlessException if it has none
   */
  public LocalResult run(StateMachine definition, ExecutionStart start) {
    Execution root = begin(start, definition, start.startDate());
    LocalResult result = root.result;
    while (result == null) {
      Due due = queue.poll();
      if (due == null) {
        throw new EndlessException("The execution waits for nothing that comes: " + waiting());
      }
      happen(due);
      result = root.result;
    }
    return result;
  }

  private Execution begin(ExecutionStart start, StateMachine definition, Instant at) {
    Execution execution = new Execution(start, definition);
    executions.put(start.executionArn(), execution);
    add(at, start.executionArn(), (now, seed) -> new Event.ExecutionStarted(now, seed, start));
    return execution;
  }

  private void add(Instant at, String execution, LocalCalls.Report report) {
    queue.add(new Due(at, order++, execution, report, null));
  }

  private void happen(Due due) {
    Execution execution = executions.get(due.execution());
    if (execution == null || execution.result != null) {
      return;
    }
    Timer timer = due.timer();
    if (timer != null) {
      if (execution.state.pendingTimer(timer.id()).filter(timer::equals).isPresent()) {
        decide(execution, new Event.TimerFired(due.at(), ++entropy, timer.id()));
      }
    } else if (due.report() != null) {
      decide(execution, due.report().at(due.at(), ++entropy));
    }
  }

  private void decide(Execution execution, Event event) {
    Decision decision = interpreter.decide(execution.state, event);
    execution.history.addAll(decision.history());
    if (execution.history.size() > MOST_EVENTS) {
      throw new EndlessException(
          "The execution has not ended after " + MOST_EVENTS + " events: does it turn in circles?");
    }
    execution.state = kept.apply(decision.next());
    for (FrameChange change : decision.changes()) {
      if (change.frame() != null) {
        change.frame().timers().forEach(timer -> add(execution, timer, event.at()));
      }
    }
    decision.effects().forEach(effect -> act(execution, effect, event.at()));
  }

  private void add(Execution execution, Timer timer, Instant now) {
    Instant at = timer.due().isBefore(now) ? now : timer.due();
    queue.add(new Due(at, order++, execution.start.executionArn(), null, timer));
  }

  private void act(Execution execution, Effect effect, Instant now) {
    switch (effect) {
      case Effect.ScheduleTask call -> {
        for (LocalCalls.Reply reply : calls.answer(execution.start, call)) {
          add(now.plus(reply.after()), execution.start.executionArn(), reply.report());
        }
      }
      case Effect.StartChild(ExecutionStart child) -> {
        if (!executions.containsKey(child.executionArn())) {
          begin(child, execution.definition, now);
        }
      }
      case Effect.StopChild(String child) ->
          add(now, child, (at, seed) -> new Event.StopRequested(at, seed, null, null));
      case Effect.FinishExecution end -> finish(execution, end);
      // Whatever is reported of the attempt finds it closed.
      case Effect.CancelTask ignored -> {}
      case Effect.MapRunChanged ignored -> {}
    }
  }

  private void finish(Execution execution, Effect.FinishExecution end) {
    execution.result =
        new LocalResult(
            end.status(),
            end.stopDate(),
            end.output(),
            end.error(),
            end.cause(),
            execution.history);
    MapRunChild child = execution.start.childOf();
    if (child != null) {
      execution.history.clear(); // There may be many of them, and nobody asks.
      Event.FinishedChild finished =
          new Event.FinishedChild(
              end.status(),
              execution.start.startDate(),
              end.stopDate(),
              execution.start.input(),
              end.output(),
              end.error(),
              end.cause());
      add(
          end.stopDate(),
          child.parentArn(),
          (at, seed) ->
              new Event.ChildFinished(
                  at, seed, child.mapRun(), child.index(), child.itemCount(), finished));
    }
  }

  private String waiting() {
    String states =
        executions.values().stream()
            .filter(execution -> execution.result == null)
            .flatMap(execution -> execution.state.openAttempts().stream())
            .map(attempt -> "'" + attempt.flow().state() + "'")
            .distinct()
            .sorted()
            .limit(NAMED_STATES)
            .collect(Collectors.joining(", "));
    return states.isEmpty() ? "no state has an open call" : "open calls of " + states;
  }
}
