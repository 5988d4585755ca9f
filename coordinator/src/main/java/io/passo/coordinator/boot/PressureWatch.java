package io.passo.coordinator.boot;

import io.passo.coordinator.api.execution.StartAdmission;
import io.passo.coordinator.engine.StateStore;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.history.HistoryReader.Live;
import io.passo.coordinator.history.SinkProgress;
import io.passo.coordinator.state.RedisMemory;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Refuses new executions while they would make things worse (correctness.md §9, §13): Redis is
 * nearly full, or the history is so far behind that the logs may forget what it has not got.
 */
@Singleton
final class PressureWatch {
  static final double MOST_MEMORY = 0.8;

  /** Half of the seven days that logs keep. */
  static final long MOST_LAG_MILLIS = Duration.ofDays(7).toMillis() / 2;

  private static final Logger LOG = Logger.getLogger(PressureWatch.class);
  private static final long BETWEEN_LOOKS_SECONDS = 10;

  private final StartAdmission admission;
  private final RedisDependency redis;
  private final SinkProgress sinks;
  private final Engine engine;
  // What PostgreSQL said last: while it is down the lag grows.
  private final Map<Integer, Long> sunk = new HashMap<>();
  private final Rounds rounds = new Rounds("watch-pressure", this::round);

  PressureWatch(
      StartAdmission admission, RedisDependency redis, SinkProgress sinks, Engine engine) {
    this.admission = admission;
    this.redis = redis;
    this.sinks = sinks;
    this.engine = engine;
  }

  /** Watches from now on. */
  void start() {
    rounds.start();
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.stop();
  }

  private void round() throws InterruptedException {
    look();
    TimeUnit.SECONDS.sleep(BETWEEN_LOOKS_SECONDS);
  }

  private void look() throws InterruptedException {
    try {
      Optional<String> reason = memory(redis.info());
      Optional<Live> live = engine.live();
      if (reason.isEmpty() && live.isPresent()) {
        reason = lag(live.get());
      }
      tell(reason);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // Who does not answer is told elsewhere; the last verdict stands.
      LOG.debugf(e, "Pressure is not known");
    }
  }

  private void tell(Optional<String> reason) {
    if (!admission.close(reason)) {
      return;
    }
    if (reason.isPresent()) {
      LOG.warnf("No new executions: reason=%s", reason.get());
    } else {
      LOG.info("New executions are taken on again");
    }
  }

  /** Why new executions would not fit into Redis. */
  static Optional<String> memory(String info) {
    OptionalDouble used = RedisMemory.used(info);
    return used.isPresent() && used.getAsDouble() > MOST_MEMORY
        ? Optional.of("Redis uses %.0f %% of its maxmemory".formatted(100 * used.getAsDouble()))
        : Optional.empty();
  }

  private Optional<String> lag(Live live) {
    try {
      sunk.putAll(sinks.clocks());
    } catch (UnavailableException e) {
      LOG.debugf(e, "The sinks are where they were");
    }
    Map<Integer, Long> committed = new HashMap<>();
    for (int partition : sunk.keySet()) {
      live.state()
          .view(partition)
          .map(StateStore.View::meta)
          .ifPresent(meta -> committed.put(partition, meta.fold().clock()));
    }
    return lag(committed, sunk);
  }

  /**
   * Why the history is too far behind.
   *
   * @param committed clock of each partition's last commit, milliseconds since the epoch
   * @param sunk likewise of the last one that PostgreSQL has
   */
  static Optional<String> lag(Map<Integer, Long> committed, Map<Integer, Long> sunk) {
    return committed.entrySet().stream()
        .filter(
            commit ->
                // 0: nothing was sunk ever, which is no lag of a known length.
                sunk.getOrDefault(commit.getKey(), 0L) > 0
                    && commit.getValue() - sunk.getOrDefault(commit.getKey(), 0L) > MOST_LAG_MILLIS)
        .map(Map.Entry::getKey)
        .findFirst()
        .map(partition -> "The history of partition " + partition + " is days behind");
  }
}
