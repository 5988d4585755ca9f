package io.passo.servers.proxy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What holds for all connections of a proxy. */
final class Conditions {
  private volatile long leastNanos;
  private volatile long mostNanos;
  private volatile boolean stalled;
  private volatile Set<Short> deaf = Set.of();

  void delay(Duration least, Duration most) {
    leastNanos = least.toNanos();
    mostNanos = most.toNanos();
  }

  void stall(boolean now) {
    stalled = now;
  }

  boolean isStalled() {
    return stalled;
  }

  void deafen(Set<Short> kafkaApiKeys) {
    deaf = Set.copyOf(kafkaApiKeys);
  }

  boolean isDeafTo(short kafkaApiKey) {
    return deaf.contains(kafkaApiKey);
  }

  /** Delay of the next piece. */
  long delayNanos() {
    long most = mostNanos;
    return most == 0 ? 0 : ThreadLocalRandom.current().nextLong(leastNanos, most + 1);
  }
}
