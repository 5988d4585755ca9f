package io.passo.task.function;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls wait for their function to have room. */
public final class Waiting {
  private final AtomicInteger calls = new AtomicInteger();

  void begin() {
    calls.incrementAndGet();
  }

  void end() {
    calls.decrementAndGet();
  }

  /** Their number now. */
  public int calls() {
    return calls.get();
  }
}
