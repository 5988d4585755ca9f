package io.passo.coordinator.schedule;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does something at intervals, one run at a time; tells once when it stops working and once when it
 * works again.
 */
public final class Recurrence {
  private final Duration interval;
  private final Supplier<Uni<Void>> run;
  private final Consumer<Throwable> fails;
  private final Runnable worksAgain;
  private final AtomicBoolean failing = new AtomicBoolean();
  private @Nullable Cancellable running;

  /**
   * @param run what is done; its failure ends nothing
   * @param fails is told of the first failure after a success
   * @param worksAgain is told of the first success after a failure
   */
  public Recurrence(
      Duration interval, Supplier<Uni<Void>> run, Consumer<Throwable> fails, Runnable worksAgain) {
    this.interval = interval;
    this.run = run;
    this.fails = fails;
    this.worksAgain = worksAgain;
  }

  /** Begins with the first run at once. */
  public void start() {
    running =
        Multi.createFrom()
            .ticks()
            .every(interval)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> once())
            .subscribe()
            .with(done -> {});
  }

  public boolean isStarted() {
    return running != null;
  }

  /** Ends it; a run under way is cancelled. */
  public void stop() {
    if (running != null) {
      running.cancel();
    }
  }

  private Uni<Void> once() {
    return run.get().onItem().invoke(this::works).onFailure().recoverWithItem(this::failed);
  }

  private void works() {
    if (failing.compareAndSet(true, false)) {
      worksAgain.run();
    }
  }

  private @Nullable Void failed(Throwable failure) {
    if (failing.compareAndSet(false, true)) {
      fails.accept(failure);
    }
    return null;
  }
}
