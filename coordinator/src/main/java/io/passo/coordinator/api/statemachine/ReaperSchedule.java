package io.passo.coordinator.api.statemachine;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@link Reaper} each second, one run at a time; says once when it stops working and once
 * when it works again.
 */
@Singleton
final class ReaperSchedule {
  private static final Logger LOG = Logger.getLogger(ReaperSchedule.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Reaper reaper;
  private final AtomicBoolean failing = new AtomicBoolean();
  private @Nullable Cancellable running;

  ReaperSchedule(Reaper reaper) {
    this.reaper = reaper;
  }

  void start(@Observes StartupEvent event) {
    running =
        Multi.createFrom()
            .ticks()
            .every(INTERVAL)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> run())
            .subscribe()
            .with(done -> {});
  }

  void stop(@Observes ShutdownEvent event) {
    if (running != null) {
      running.cancel();
    }
  }

  private Uni<Void> run() {
    return Uni.createFrom()
        .<Void>emitter(
            emitter ->
                VertxContextSupport.subscribe(
                    () -> reaper.run().toMulti(),
                    subscription ->
                        subscription.with(item -> {}, emitter::fail, () -> emitter.complete(null))))
        .onItem()
        .invoke(this::works)
        .onFailure()
        .recoverWithItem(this::fails);
  }

  private void works() {
    if (failing.compareAndSet(true, false)) {
      LOG.info("Deleted state machines are taken away again");
    }
  }

  private @Nullable Void fails(Throwable failure) {
    if (failing.compareAndSet(false, true)) {
      LOG.infof(
          "Deleted state machines cannot be taken away at the moment: %s", failure.toString());
    }
    return null;
  }
}
