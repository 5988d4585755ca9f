package io.passo.protocol;

/** Names of the Kafka topics and groups (correctness.md §4). */
public final class Topics {
  public static final String REQUESTS = "passo.requests";
  public static final String RESULTS = "passo.results";
  public static final String JOURNAL = "passo.journal";
  public static final String REPLIES = "passo.replies";
  public static final String CONTROL = "passo.control";
  public static final String EVENTS = "passo.events";
  public static final String DEAD_LETTERS = "passo.dead-letters";

  /** Partitions of {@link #REPLIES}; an instance reads the one its id hashes to. */
  public static final int REPLY_PARTITIONS = 64;

  /** Partitions of every step topic. */
  public static final int STEP_PARTITIONS = 8;

  private Topics() {}

  /** Topic of the step commands of a pool. */
  public static String steps(String pool) {
    return "passo.steps." + pool;
  }

  /** Share group of the workers of a pool. */
  public static String workers(String pool) {
    return "passo.workers." + pool;
  }

  /** The only partition of a step topic that engine partition {@code p} of {@code partitions} writes. */
  public static int stepPartition(int p, int partitions) {
    return (int) ((long) p * STEP_PARTITIONS / partitions);
  }
}
