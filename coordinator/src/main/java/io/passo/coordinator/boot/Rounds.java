package io.passo.coordinator.boot;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Something that is done again and again on a thread of its own, until it is stopped. */
final class Rounds {
  private static final Logger LOG = Logger.getLogger(Rounds.class);

  private final String name;
  private final Round round;
  private @Nullable Thread thread;

  /** One time; takes as long as there is to be between two. */
  @FunctionalInterface
  interface Round {
    void run() throws InterruptedException;
  }

  /**
   * @param name of the thread
   */
  Rounds(String name, Round round) {
    this.name = name;
    this.round = round;
  }

  void start() {
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  void stop() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        round.run();
      }
    } catch (InterruptedException e) {
      LOG.debugf("Stopped: name=%s", name);
    }
  }
}
