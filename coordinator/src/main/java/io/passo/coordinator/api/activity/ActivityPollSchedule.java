package io.passo.coordinator.api.activity;

import io.passo.coordinator.state.ActivityQueue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Wakes {@link ActivityPolls}: each second, and when a task became available. */
@Singleton
final class ActivityPollSchedule {
  private static final Logger LOG = Logger.getLogger(ActivityPollSchedule.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final ActivityPolls polls;
  private final ActivityQueue queue;
  private final List<Cancellable> running = new ArrayList<>();

  ActivityPollSchedule(ActivityPolls polls, ActivityQueue queue) {
    this.polls = polls;
    this.queue = queue;
  }

  void start(@Observes StartupEvent event) {
    running.add(
        Multi.createFrom()
            .ticks()
            .every(INTERVAL)
            .onOverflow()
            .drop()
            .subscribe()
            .with(tick -> polls.tick(), ActivityPollSchedule::ended));
    running.add(queue.available().subscribe().with(polls::available, ActivityPollSchedule::ended));
  }

  void stop(@Observes ShutdownEvent event) {
    running.forEach(Cancellable::cancel);
  }

  private static void ended(Throwable failure) {
    LOG.error("Workers that poll for activity tasks are not woken any more", failure);
  }
}
