package io.passo.coordinator.engine.express;

import io.passo.asl.history.EventType.Shape;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.asl.interpreter.Timer;
import io.passo.coordinator.engine.AttemptQuestions;
import io.passo.coordinator.engine.StepReports;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.ControlMessage.AttemptCancelled;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.Reply;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Ask;
import io.passo.protocol.StepResult.Claim;
import io.passo.protocol.StepResult.Report;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One Express execution: what happens to it is decided one thing after the other, by whatever
 * thread comes; while it waits it holds none.
 *
 * <pre>begin ─► running ─► ended (succeeded, failed, timed out, abandoned) | lost</pre>
 */
public final class ExpressRun {
  /** Longest time that an execution may take. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private static final System.Logger LOG = System.getLogger(ExpressRun.class.getName());
  private static final String ENGINE_FAILED =
      "The event could not be processed by the workflow engine";

  private final ExpressPorts ports;
  private final ExecutionStart start;
  private final ExecutionKey key;
  private final Consumer<List<HistoryEvent>> log;
  private final Consumer<ExpressRun> ended;
  private final Mailbox mailbox;
  private final StepSender steps;
  private final AttemptQuestions questions;
  private final PendingTimers timers;
  private final HeldBytes held = new HeldBytes();
  private final CompletableFuture<ExpressEnd> end = new CompletableFuture<>();
  private @Nullable ExecutionState state;
  private Instant now;

  ExpressRun(
      ExpressPorts ports,
      ExecutionStart start,
      Consumer<List<HistoryEvent>> log,
      Consumer<ExpressRun> ended) {
    this.ports = ports;
    this.start = start;
    this.key = ExecutionKey.of(start.executionArn());
    this.log = log;
    this.ended = ended;
    this.now = start.startDate();
    this.mailbox = new Mailbox(ports.threads(), this::fail);
    this.steps = new StepSender(ports, start, key);
    this.questions = new AttemptQuestions(ports.metrics());
    this.timers = new PendingTimers(ports.alarms(), () -> mailbox.add(this::fire));
  }

  ExecutionKey key() {
    return key;
  }

  String executionArn() {
    return start.executionArn();
  }

  /** Its end; fails with {@link UnavailableException} if the execution is lost. */
  public CompletableFuture<ExpressEnd> end() {
    return end;
  }

  /** Nobody waits for it any more: it is stopped, unless it has ended. */
  public void abandon() {
    mailbox.add(
        () ->
            decide(
                new Event.StopRequested(
                    at(), entropy(), null, "The caller of StartSyncExecution is gone")));
  }

  void begin() {
    mailbox.add(this::load);
  }

  /** A worker says something about it; signed. */
  void reported(StepResult result) {
    mailbox.add(() -> take(result));
  }

  /** The instance stops. */
  void lose() {
    mailbox.add(() -> fail(new UnavailableException("The coordinator stops")));
  }

  private void load() {
    try {
      state =
          ExecutionState.absent(
              ports.definitions().load(start.definitionHash()).limitedTo(LONGEST));
      ports.metrics().started();
      decide(new Event.ExecutionStarted(at(), entropy(), start));
    } catch (UnavailableException | IllegalArgumentException e) {
      fail(e);
    }
  }

  private void take(StepResult result) {
    Optional<OpenAttempt> attempt =
        Optional.ofNullable(state)
            .filter(running -> !end.isDone())
            .flatMap(running -> running.attempt(result.header().attempt()));
    switch (result) {
      case Ask ask -> AttemptQuestions.answer(ask, attempt, new Answering());
      case Claim claim -> questions.answer(claim, attempt, new Answering());
      case Report report -> report(report, attempt.isPresent());
    }
  }

  private void report(Report report, boolean open) {
    if (!open) {
      ports.metrics().dropped("closed");
    } else if (!StepReports.hasGoodOutput(report)) {
      ports.metrics().dropped("garbage");
    } else {
      decide(StepReports.event(report, at(), entropy()));
    }
  }

  private void fire() {
    ExecutionState running = state;
    if (running == null || end.isDone()) {
      return;
    }
    for (Timer timer : timers.due(at(), running)) {
      decide(new Event.TimerFired(at(), entropy(), timer.id()));
    }
  }

  private void decide(Event event) {
    ExecutionState before = state;
    if (before == null || end.isDone()) {
      return;
    }
    Decision decision = decision(before, event);
    if (decision.isEmpty()) {
      ports.metrics().dropped("no-op");
      return;
    }
    state = decision.next();
    note(decision);
    decision.effects().forEach(effect -> act(effect, decision.next()));
  }

  private Decision decision(ExecutionState before, Event event) {
    try {
      return ports.interpreter().decide(before, event);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(Level.ERROR, () -> "Express execution failed: execution=" + executionArn(), e);
      ExecutionStart given = event instanceof Event.ExecutionStarted ? start : null;
      return ports
          .interpreter()
          .decide(before, new Event.EngineFailed(at(), entropy(), ENGINE_FAILED, given));
    }
  }

  private void note(Decision decision) {
    log.accept(decision.history());
    held.take(decision.changes());
    timers.take(decision.changes());
    ports.metrics().transitions(statesEntered(decision.history()));
  }

  private static long statesEntered(List<HistoryEvent> history) {
    return history.stream().filter(event -> event.type().shape() == Shape.STATE_ENTERED).count();
  }

  private void act(Effect effect, ExecutionState after) {
    switch (effect) {
      case Effect.ScheduleTask task -> {
        // One that closed within the same decision needs no worker.
        if (after.isOpen(task.attempt())) {
          send(task);
        }
      }
      case Effect.CancelTask task ->
          ports.notifications().control(List.of(new AttemptCancelled(key, task.attempt())));
      case Effect.FinishExecution finish -> finish(finish);
      case Effect.StartChild ignored -> throw noMapRuns();
      case Effect.StopChild ignored -> throw noMapRuns();
      case Effect.MapRunChanged ignored -> throw noMapRuns();
    }
  }

  // Creation refuses Distributed mode in an Express state machine.
  private IllegalStateException noMapRuns() {
    return new IllegalStateException("Expected no Map Run in the Express execution " + key);
  }

  private void send(Effect.ScheduleTask task) {
    steps.send(task, failure -> mailbox.add(() -> decide(notSent(task, failure))));
  }

  private Event notSent(Effect.ScheduleTask task, StepSender.Failure failure) {
    return new Event.TaskFailed(
        at(),
        entropy(),
        task.attempt(),
        Event.FailureKind.SCHEDULE_FAILED,
        failure.error(),
        failure.cause());
  }

  private void finish(Effect.FinishExecution finish) {
    ports.metrics().closed(finish.status().name());
    close();
    end.complete(ExpressEnd.of(start, finish, held.most()));
  }

  private void fail(Throwable reason) {
    close();
    end.completeExceptionally(reason);
  }

  private void close() {
    timers.clear();
    state = null;
    ended.accept(this);
  }

  private Instant at() {
    Instant wall = ports.clock().instant();
    now = wall.isAfter(now) ? wall : now;
    return now;
  }

  private long entropy() {
    return ports.entropy().getAsLong();
  }

  /** This execution, to a worker that asks. */
  private final class Answering implements AttemptQuestions.Runner {
    @Override
    public Instant at() {
      return ExpressRun.this.at();
    }

    @Override
    public long entropy() {
      return ExpressRun.this.entropy();
    }

    @Override
    public void decide(Event event) {
      ExpressRun.this.decide(event);
    }

    @Override
    public void reply(String instanceId, Reply reply) {
      ports.replies().send(List.of(new AddressedReply(instanceId, reply)));
    }
  }
}
