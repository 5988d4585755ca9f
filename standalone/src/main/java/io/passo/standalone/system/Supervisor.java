package io.passo.standalone.system;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts services again that have ended unasked: after half a second the first time, and twice as
 * long each time while they do not live for a minute, up to 30 s.
 */
final class Supervisor implements AutoCloseable {
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration STABLE = Duration.ofMinutes(1);
  private static final Duration STEP = Duration.ofMillis(100);

  private final List<Service> services;
  private final Progress progress;
  private final Map<Service, Restarts> restarts = new HashMap<>();
  private final Thread thread;
  private volatile boolean running = true;

  /** Watches services until it is closed. */
  Supervisor(List<Service> services, Progress progress) {
    this.services = List.copyOf(services);
    this.progress = progress;
    long now = System.nanoTime();
    services.forEach(service -> restarts.put(service, new Restarts(now)));
    this.thread = Thread.ofPlatform().name("supervisor").daemon().start(this::watch);
  }

  /** When a service was started, and how long to wait should it end. */
  private static final class Restarts {
    private long startedAt;
    private long endedAt;
    private Duration delay = SHORTEST;

    Restarts(long startedAt) {
      this.startedAt = startedAt;
    }

    /** Notes that it does not live; true once it may be started again. */
    boolean mayStart(long now) {
      if (endedAt == 0) {
        endedAt = now;
        delay = now - startedAt > STABLE.toNanos() ? SHORTEST : delay;
      }
      return now - endedAt >= delay.toNanos();
    }

    void started(long now) {
      startedAt = now;
      endedAt = 0;
      Duration next = delay.multipliedBy(2);
      delay = next.compareTo(LONGEST) > 0 ? LONGEST : next;
    }
  }

  private void watch() {
    while (running) {
      services.forEach(this::look);
      try {
        TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look(Service service) {
    long now = System.nanoTime();
    if (!service.isAlive() && restartsOf(service).mayStart(now) && running) {
      progress.restarting(service.name());
      service.startAgain();
      restartsOf(service).started(now);
    }
  }

  private Restarts restartsOf(Service service) {
    return restarts.computeIfAbsent(service, any -> new Restarts(System.nanoTime()));
  }

  /** Watches no longer; returns when no service is being started. */
  @Override
  public void close() {
    running = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
