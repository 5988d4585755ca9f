package io.passo.coordinator.engine;

import io.passo.protocol.ControlMessage;
import io.passo.protocol.DeadLetter;
import java.util.List;

/**
 * What the engine tells others after a commit, best effort. Implementations do not block and do not
 * fail.
 */
public interface Notifications {
  /** To every instance: cancelled attempts, activity tasks that became available. */
  void control(List<? extends ControlMessage> messages);

  /** An input that could not be processed. */
  void deadLetter(DeadLetter letter);
}
