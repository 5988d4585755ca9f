package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.schedule.Recurrence;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Runs the {@link Reaper} each second, one run at a time; says once when it stops working and once
 * when it works again.
 */
@Singleton
public final class ReaperSchedule {
  private static final Logger LOG = Logger.getLogger(ReaperSchedule.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Reaper reaper;
  private final Recurrence recurrence =
      new Recurrence(
          INTERVAL,
          this::run,
          failure ->
              LOG.infof(
                  "Deleted state machines cannot be taken away at the moment: %s",
                  failure.toString()),
          () -> LOG.info("Deleted state machines are taken away again"));

  ReaperSchedule(Reaper reaper) {
    this.reaper = reaper;
  }

  /** Begins; the schema is there. */
  public void start() {
    recurrence.start();
  }

  void stop(@Observes ShutdownEvent event) {
    recurrence.stop();
  }

  private Uni<Void> run() {
    return Uni.createFrom()
        .emitter(
            emitter ->
                VertxContextSupport.subscribe(
                    () -> reaper.run().toMulti(),
                    subscription ->
                        subscription.with(
                            item -> {}, emitter::fail, () -> emitter.complete(null))));
  }
}
