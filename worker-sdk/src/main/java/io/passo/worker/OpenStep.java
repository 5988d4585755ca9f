package io.passo.worker;

import io.passo.protocol.StepCommand;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A delivery that is being run: not yet acknowledged. */
final class OpenStep {
  private enum State {
    RUNNING,
    CANCELLED,
    ENDED
  }

  private final Delivery.Id id;
  private final StepCommand command;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private volatile @Nullable Thread thread;

  OpenStep(Delivery.Id id, StepCommand command) {
    this.id = id;
    this.command = command;
  }

  Delivery.Id id() {
    return id;
  }

  StepCommand command() {
    return command;
  }

  boolean isRunning() {
    return state.get() == State.RUNNING;
  }

  /**
   * The calling thread runs it from now on, unless it {@link #isRunning} no more: it may have been
   * cancelled before there was a thread to interrupt.
   */
  void runsHere() {
    thread = Thread.currentThread();
  }

  /** Ends it, unless it was cancelled; from then on its thread is not interrupted any more. */
  boolean end() {
    return state.compareAndSet(State.RUNNING, State.ENDED);
  }

  /** Interrupts it, unless it has ended. */
  void cancel() {
    if (state.compareAndSet(State.RUNNING, State.CANCELLED)) {
      Thread running = thread;
      if (running != null) {
        running.interrupt();
      }
    }
  }
}
