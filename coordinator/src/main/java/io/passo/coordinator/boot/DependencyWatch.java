package io.passo.coordinator.boot;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Says which server does not answer while the coordinator runs: one line per 10 s and server, and
 * one when it is back. The clients' own complaints, several a second from each of them, are not
 * logged.
 */
@Singleton
final class DependencyWatch {
  private static final Logger LOG = Logger.getLogger(DependencyWatch.class);
  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(2);
  private static final String ABSENT = "Dependency does not answer: name=%s forMs=%d reason=%s";

  private final List<Thread> threads = new ArrayList<>();

  /** Watches from now on: they were all there a moment ago. */
  void start(List<Dependency> dependencies) {
    for (Dependency dependency : dependencies) {
      threads.add(
          Thread.ofVirtual().name("watch-" + dependency.name()).start(() -> watch(dependency)));
    }
  }

  void stop(@Observes ShutdownEvent event) {
    threads.forEach(Thread::interrupt);
  }

  private static void watch(Dependency dependency) {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(BETWEEN_PROBES.toNanos());
        if (Waiting.until(dependency, dependency::probe, ABSENT, BETWEEN_PROBES)) {
          LOG.infof("Dependency answers again: name=%s", dependency.name());
        }
      }
    } catch (InterruptedException e) {
      LOG.debugf("Not watched any more: name=%s", dependency.name());
    }
  }
}
