package io.passo.worker;

import io.passo.protocol.DeadLetter;
import io.passo.protocol.StepCommand;

/** Port to what workers write. Safe for threads. */
interface ResultLog extends AutoCloseable {
  /**
   * Appends a result and waits until it is durable, however long that takes.
   *
   * @throws InterruptedException if the log is closed before
   */
  void append(StepCommand command, byte[] result) throws InterruptedException;

  /** Appends a heartbeat or a question; what is lost is missed or repeated. */
  void tryAppend(StepCommand command, byte[] result);

  /**
   * Puts away what cannot be processed and waits until that is durable.
   *
   * @throws InterruptedException if the log is closed before
   */
  void bury(DeadLetter letter) throws InterruptedException;

  @Override
  void close();
}
