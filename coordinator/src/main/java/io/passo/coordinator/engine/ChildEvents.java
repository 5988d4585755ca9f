package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.FrameId;
import io.passo.protocol.LaneMessage;
import io.passo.protocol.LaneMessage.ChildFinished;
import io.passo.protocol.LaneMessage.StartChild;
import io.passo.protocol.LaneMessage.StopChild;
import io.passo.protocol.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What Map Runs and their child executions tell each other, as events of executions. */
final class ChildEvents {
  private final EngineContext context;
  private final StartNames names;
  private final ChildRedrives redrives;

  ChildEvents(EngineContext context, int partition, StartNames names) {
    this.context = context;
    this.names = names;
    this.redrives = new ChildRedrives(context, partition);
  }

  /**
   * Processes a message.
   *
   * @param laneOffset offset after the lane's last record
   * @throws RequestEvents.NotYetException if the batch must end before it
   */
  void process(LaneMessage message, Batch batch, long laneOffset)
      throws RequestEvents.NotYetException {
    Slot slot = batch.slot(message.key());
    switch (message) {
      case StartChild start when start.redriveDate() != null ->
          redrives.process(
              Starting.of(start), Instant.ofEpochMilli(start.redriveDate()), slot, batch);
      case StartChild start -> start(Starting.of(start), slot, batch, laneOffset);
      case StopChild stop -> decide(slot, batch, stopped(batch));
      case ChildFinished finished -> decide(slot, batch, finished(finished, batch));
    }
  }

  // Its parent counts on it, so it is never refused; a repeated start finds it open or closed.
  private void start(Starting start, Slot slot, Batch batch, long laneOffset)
      throws RequestEvents.NotYetException {
    if (slot.isKnown()) {
      return;
    }
    switch (names.of(start, batch.now(), laneOffset)) {
      case NEW -> RequestEvents.begin(context, start, slot, batch);
      case CLOSED -> context.metrics().dropped("repeated-child");
      case UNKNOWN -> throw new RequestEvents.NotYetException();
    }
  }

  private static void decide(Slot slot, Batch batch, Event event) {
    slot.running().ifPresent(state -> batch.decide(slot, state, event));
  }

  private static Event stopped(Batch batch) {
    return new Event.StopRequested(batch.at(), batch.entropy(), null, null);
  }

  private static Event finished(ChildFinished finished, Batch batch) {
    return new Event.ChildFinished(
        batch.at(),
        batch.entropy(),
        new FrameId(finished.frame()),
        finished.index(),
        finished.itemCount(),
        new Event.FinishedChild(
            ExecutionStatus.valueOf(finished.status()),
            Instant.ofEpochMilli(finished.startDate()),
            Instant.ofEpochMilli(finished.stopDate()),
            json(finished.input()),
            json(finished.output()),
            finished.error(),
            finished.cause(),
            finished.redriveDate() == null ? null : Instant.ofEpochMilli(finished.redriveDate())));
  }

  private static @Nullable Json json(@Nullable Payload payload) {
    return payload == null ? null : Json.of(payload.utf8());
  }
}
