package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.StateMachine;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.ClaimActivityTask;
import io.passo.protocol.EngineRequest.RedriveExecution;
import io.passo.protocol.EngineRequest.SendTaskFailure;
import io.passo.protocol.EngineRequest.SendTaskHeartbeat;
import io.passo.protocol.EngineRequest.SendTaskSuccess;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.EngineRequest.StopExecution;
import io.passo.protocol.EngineRequest.UpdateMapRun;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import java.util.Optional;
import java.util.function.Function;

/** What callers of the API ask, as events of executions and answers. */
final class RequestEvents {
  private final EngineContext context;
  private final RecentReplies recent;
  private final StartNames names;
  private final HeartbeatMemory heartbeats;
  private final Redrives redrives;

  RequestEvents(
      EngineContext context,
      int partition,
      RecentReplies recent,
      StartNames names,
      HeartbeatMemory heartbeats) {
    this.context = context;
    this.redrives = new Redrives(context, partition);
    this.recent = recent;
    this.names = names;
    this.heartbeats = heartbeats;
  }

  /** A request that cannot be decided now; nothing after it may be processed before. */
  static final class NotYetException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Processes a request.
   *
   * @param laneOffset offset after the lane's last record
   * @throws NotYetException if the batch must end before it
   */
  void process(EngineRequest request, Batch batch, long laneOffset) throws NotYetException {
    Reply given = recent.find(request.caller().requestId());
    if (given != null) {
      batch.reply(request.caller(), given);
      return;
    }
    switch (request) {
      case StartExecution start -> start(start, batch, laneOffset);
      case StopExecution stop -> stop(stop, batch);
      case RedriveExecution redrive -> answer(redrive, batch, redrives.process(redrive, batch));
      case SendTaskSuccess success ->
          forAttempt(
              success, success.attempt(), batch, open -> Optional.of(succeeded(success, batch)));
      case SendTaskFailure failure ->
          forAttempt(
              failure, failure.attempt(), batch, open -> Optional.of(failed(failure, batch)));
      case SendTaskHeartbeat heartbeat ->
          forAttempt(heartbeat, heartbeat.attempt(), batch, open -> beat(heartbeat, open, batch));
      case ClaimActivityTask claim -> claim(claim, batch);
      case UpdateMapRun update -> update(update, batch);
    }
  }

  private void start(StartExecution start, Batch batch, long laneOffset) throws NotYetException {
    Slot slot = batch.slot(start.key());
    Optional<ExecutionState> running = slot.running();
    if (running.isPresent()) {
      answer(start, batch, whileRunning(start, running.get()));
    } else if (slot.isKnown()) {
      answer(start, batch, afterClosing(start));
    } else {
      startUnknown(start, slot, batch, laneOffset);
    }
  }

  private void startUnknown(StartExecution start, Slot slot, Batch batch, long laneOffset)
      throws NotYetException {
    Starting starting = Starting.of(start);
    switch (names.of(starting, batch.now(), laneOffset)) {
      case NEW -> {
        begin(context, starting, slot, batch);
        answer(start, batch, new Reply.Started(id(start), start.startDate()));
      }
      case CLOSED -> answer(start, batch, afterClosing(start));
      case UNKNOWN -> {
        if (!start.named()) {
          throw new NotYetException();
        }
        answer(
            start,
            batch,
            new Reply.Unavailable(id(start), "The history of execution names cannot be read now"));
      }
    }
  }

  private static Reply whileRunning(StartExecution start, ExecutionState state) {
    ExecutionStart running = state.start().orElseThrow();
    boolean same = !start.named() || running.input().equals(Json.of(start.input().utf8()));
    return same
        ? new Reply.Started(id(start), running.startDate().toEpochMilli())
        : new Reply.AlreadyExists(id(start), start.executionArn());
  }

  private static Reply afterClosing(StartExecution start) {
    return start.named()
        ? new Reply.AlreadyExists(id(start), start.executionArn())
        : new Reply.Started(id(start), start.startDate());
  }

  /** Starts an execution. */
  static void begin(EngineContext context, Starting start, Slot slot, Batch batch) {
    StateMachine definition = context.definitions().load(start.facts().definitionHash());
    batch.keep(start.facts());
    slot.start(start.executionArn(), start.started());
    batch.decide(
        slot,
        ExecutionState.absent(start.facts().machineOf(definition)),
        new Event.ExecutionStarted(batch.at(), batch.entropy(), start.facts()));
  }

  private void update(UpdateMapRun update, Batch batch) {
    Slot slot = batch.slot(update.key());
    FrameId frame = new FrameId(update.frame());
    Optional<ExecutionState> state =
        slot.running().filter(s -> s.frame(frame).orElse(null) instanceof MapRunFrame);
    state.ifPresent(
        running ->
            batch.decide(
                slot,
                running,
                new Event.MapRunUpdated(
                    batch.at(),
                    batch.entropy(),
                    frame,
                    update.maxConcurrency(),
                    update.toleratedCount(),
                    update.toleratedPercentage() == null
                        ? null
                        : Double.valueOf(update.toleratedPercentage()))));
    answer(
        update,
        batch,
        state.isPresent() ? new Reply.TaskAccepted(id(update)) : new Reply.TaskClosed(id(update)));
  }

  private void stop(StopExecution stop, Batch batch) {
    Slot slot = batch.slot(stop.key());
    slot.running()
        .ifPresent(
            state ->
                batch.decide(
                    slot,
                    state,
                    new Event.StopRequested(
                        batch.at(), batch.entropy(), stop.error(), stop.cause())));
    Reply reply =
        slot.stopDate()
            .<Reply>map(stopDate -> new Reply.Stopped(id(stop), stopDate))
            .orElseGet(() -> new Reply.Unknown(id(stop)));
    answer(stop, batch, reply);
  }

  private void forAttempt(
      EngineRequest request,
      long attempt,
      Batch batch,
      Function<OpenAttempt, Optional<Event>> event) {
    Slot slot = batch.slot(request.key());
    Optional<ExecutionState> state = slot.running();
    Optional<OpenAttempt> open = state.flatMap(running -> running.attempt(attempt));
    if (state.isEmpty() || open.isEmpty()) {
      answer(request, batch, new Reply.TaskClosed(id(request)));
      return;
    }
    event.apply(open.get()).ifPresent(happened -> batch.decide(slot, state.get(), happened));
    answer(request, batch, new Reply.TaskAccepted(id(request)));
  }

  private Optional<Event> beat(SendTaskHeartbeat request, OpenAttempt open, Batch batch) {
    return heartbeats.beat(request.key(), open, batch.now())
        ? Optional.of(new Event.TaskHeartbeat(batch.at(), batch.entropy(), open.id()))
        : Optional.empty();
  }

  private static Event succeeded(SendTaskSuccess success, Batch batch) {
    return new Event.TaskSucceeded(
        batch.at(), batch.entropy(), success.attempt(), Json.of(success.output().utf8()));
  }

  private static Event failed(SendTaskFailure failure, Batch batch) {
    return new Event.TaskFailed(
        batch.at(),
        batch.entropy(),
        failure.attempt(),
        Event.FailureKind.FAILED,
        failure.error(),
        failure.cause());
  }

  private void claim(ClaimActivityTask claim, Batch batch) {
    Slot slot = batch.slot(claim.key());
    Optional<ExecutionState> state = slot.running();
    Optional<OpenAttempt> open =
        state
            .flatMap(running -> running.attempt(claim.attempt()))
            .filter(OpenAttempt::isWaitingActivity);
    if (state.isEmpty() || open.isEmpty() || open.get().waiting().activity() == null) {
      answer(claim, batch, new Reply.TaskClosed(id(claim)));
      return;
    }
    Waiting.ActivityTask task = open.get().waiting().activity();
    batch.decide(
        slot,
        state.get(),
        new Event.TaskStarted(batch.at(), batch.entropy(), claim.attempt(), claim.workerName()));
    String token = context.tokens().mint(slot.executionArn(), claim.attempt());
    answer(
        claim,
        batch,
        new Reply.ActivityTask(id(claim), token, new Payload(task.input().written())));
  }

  private void answer(EngineRequest request, Batch batch, Reply reply) {
    batch.reply(request.caller(), reply);
    recent.add(reply, batch.now());
  }

  private static String id(EngineRequest request) {
    return request.caller().requestId();
  }
}
