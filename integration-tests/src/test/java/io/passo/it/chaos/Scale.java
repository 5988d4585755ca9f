package io.passo.it.chaos;

/** How much of each fault: a taste in every build, all of it with {@code -Pchaos}. */
final class Scale {
  private static final boolean FULL = "full".equals(System.getProperty("passo.chaos"));

  private Scale() {}

  static boolean isFull() {
    return FULL;
  }

  /** The first in every build, the second in the full set. */
  static int of(int quick, int full) {
    return FULL ? full : quick;
  }
}
