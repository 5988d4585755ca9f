package io.passo.standalone.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What it takes this host to wake a thread. An execution at light load is a chain of such wake-ups,
 * so figures of two hosts, or of one at two times, can only be compared beside it.
 */
final class WakeUps {
  private static final int ROUNDS = 10;
  private static final int HAND_OVERS = 1_000;

  private WakeUps() {}

  /**
   * Microseconds from one thread's {@code unpark} to the other one's, in the quietest of some rounds:
   * whatever else runs meanwhile makes them longer.
   */
  static double micros() {
    double least = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      least = Math.min(least, round());
    }
    return least;
  }

  private static double round() {
    AtomicInteger turn = new AtomicInteger();
    Thread asking = Thread.currentThread();
    Thread answering =
        Thread.ofPlatform().daemon().start(() -> handOver(turn, 1, asking));
    long begin = System.nanoTime();
    turn.set(1);
    LockSupport.unpark(answering);
    handOver(turn, 2, answering);
    return (System.nanoTime() - begin) / 1e3 / (2 * HAND_OVERS);
  }

  private static void handOver(AtomicInteger turn, int first, Thread other) {
    for (int mine = first; mine < first + 2 * HAND_OVERS; mine += 2) {
      while (turn.get() != mine) {
        LockSupport.park(turn);
      }
      turn.set(mine + 1);
      LockSupport.unpark(other);
    }
  }
}
