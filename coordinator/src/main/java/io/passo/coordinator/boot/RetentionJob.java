package io.passo.coordinator.boot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.history.Retention;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Deletes executions whose retention is over, again and again (docs/adr/0025). Takes half of the
 * time at most, so that a backlog leaves room for what runs.
 */
@Singleton
final class RetentionJob {
  private static final Logger LOG = Logger.getLogger(RetentionJob.class);

  /** Executions of one batch; fewer while batches take too long. */
  private static final int MOST = 1_000;

  private final PassoConfig.Retention config;
  private final Retention retention;
  private final InstantSource clock;
  private final Counter deleted;
  private int size = MOST;
  private final Rounds rounds = new Rounds("retention", this::round);

  RetentionJob(PassoConfig config, Pool pool, InstantSource clock, MeterRegistry registry) {
    this.config = config.retention();
    this.retention = new Retention(pool);
    this.clock = clock;
    this.deleted = registry.counter("passo.retention.deleted");
  }

  /** Deletes from now on. */
  void start() {
    rounds.start();
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.stop();
  }

  private void round() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(config.interval().toMillis());
    once();
  }

  private void once() {
    long begun = System.nanoTime();
    long count = 0;
    try {
      OptionalInt batch;
      do {
        batch = retention.deleteBatch(clock.instant().minus(config.period()), size);
        size = Math.min(MOST, size * 2);
        count += batch.orElse(0);
        deleted.increment(batch.orElse(0));
      } while (batch.orElse(0) > 0 && !isOver(begun));
    } catch (UnavailableException e) {
      // Executions with long histories: fewer at a time, or it would fail for ever.
      size = Math.max(1, size / 2);
      LOG.debugf("Old executions not deleted: reason=%s", e.getMessage());
    }
    if (count > 0) {
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      LOG.infof("Executions deleted after their retention: count=%d took=%s", count, took);
    }
  }

  private boolean isOver(long begun) {
    return Thread.currentThread().isInterrupted()
        || System.nanoTime() - begun > config.interval().toNanos() / 2;
  }
}
