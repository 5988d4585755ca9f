package io.passo.asl.interpreter.state;

import io.passo.asl.history.EventType;
import io.passo.asl.model.State;
import java.util.Optional;

/** Types of the history events that every type of state has. */
final class StateEvents {
  private StateEvents() {}

  static EventType entered(State state) {
    return switch (state.type()) {
      case PASS -> EventType.PASS_STATE_ENTERED;
      case TASK -> EventType.TASK_STATE_ENTERED;
      case CHOICE -> EventType.CHOICE_STATE_ENTERED;
      case WAIT -> EventType.WAIT_STATE_ENTERED;
      case SUCCEED -> EventType.SUCCEED_STATE_ENTERED;
      case FAIL -> EventType.FAIL_STATE_ENTERED;
      case PARALLEL -> EventType.PARALLEL_STATE_ENTERED;
      case MAP -> EventType.MAP_STATE_ENTERED;
    };
  }

  static EventType exited(State state) {
    return switch (state.type()) {
      case PASS -> EventType.PASS_STATE_EXITED;
      case TASK -> EventType.TASK_STATE_EXITED;
      case CHOICE -> EventType.CHOICE_STATE_EXITED;
      case WAIT -> EventType.WAIT_STATE_EXITED;
      case SUCCEED -> EventType.SUCCEED_STATE_EXITED;
      case PARALLEL -> EventType.PARALLEL_STATE_EXITED;
      case MAP -> EventType.MAP_STATE_EXITED;
      case FAIL -> throw new IllegalArgumentException("Expected a state that can be left");
    };
  }

  /** Only states that can be open between two decisions have this event. */
  static Optional<EventType> aborted(State state) {
    return switch (state.type()) {
      case TASK -> Optional.of(EventType.TASK_STATE_ABORTED);
      case WAIT -> Optional.of(EventType.WAIT_STATE_ABORTED);
      case PARALLEL -> Optional.of(EventType.PARALLEL_STATE_ABORTED);
      case MAP -> Optional.of(EventType.MAP_STATE_ABORTED);
      case PASS, CHOICE, SUCCEED, FAIL -> Optional.empty();
    };
  }
}
