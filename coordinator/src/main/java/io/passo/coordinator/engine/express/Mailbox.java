package io.passo.coordinator.engine.express;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Does one thing after the other, by a thread that is taken only while there is something. */
final class Mailbox {
  private final Executor threads;
  private final Consumer<Throwable> broken;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean busy = new AtomicBoolean();

  /**
   * @param broken is told what work threw: a bug, which must not keep what waits behind it
   */
  Mailbox(Executor threads, Consumer<Throwable> broken) {
    this.threads = threads;
    this.broken = broken;
  }

  void add(Runnable work) {
    waiting.add(work);
    if (busy.compareAndSet(false, true)) {
      threads.execute(this::empty);
    }
  }

  private void empty() {
    do {
      for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
        run(next);
      }
      busy.set(false);
      // Something may have come between the last look and the line above.
    } while (!waiting.isEmpty() && busy.compareAndSet(false, true));
  }

  private void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError e) {
      broken.accept(e);
    }
  }
}
