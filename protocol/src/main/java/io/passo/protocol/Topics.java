package io.passo.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Names and shapes of the Kafka topics and groups (correctness.md §4). */
public final class Topics {
  public static final String REQUESTS = "passo.requests";
  public static final String RESULTS = "passo.results";
  public static final String JOURNAL = "passo.journal";
  public static final String REPLIES = "passo.replies";

  /** Asynchronous Express executions: a start, and a tombstone under the same key at the end. */
  public static final String EXPRESS = "passo.express";

  public static final String CONTROL = "passo.control";
  public static final String EVENTS = "passo.events";
  public static final String DEAD_LETTERS = "passo.dead-letters";

  /** Jobs of other services that workers follow; compacted, so that what is in it still runs. */
  public static final String JOBS = "passo.jobs";

  /** Pool of the workers that run functions. */
  public static final String FUNCTIONS_POOL = "functions";

  /** Pool of the workers that call other services. */
  public static final String INTEGRATIONS_POOL = "integrations";

  /** Partitions of {@link #REPLIES}; an instance reads the one its id hashes to. */
  public static final int REPLY_PARTITIONS = 64;

  /** Partitions of every step topic. */
  public static final int STEP_PARTITIONS = 8;

  private static final int DEAD_LETTER_PARTITIONS = 4;
  private static final String MESSAGE_BYTES = Integer.toString(2 << 20);
  private static final String JOURNAL_BYTES = Integer.toString(8 << 20);

  private Topics() {}

  /** Topic of the step commands of a pool. */
  public static String steps(String pool) {
    return "passo.steps." + pool;
  }

  /** Share group of the workers of a pool. */
  public static String workers(String pool) {
    return "passo.workers." + pool;
  }

  /**
   * The only partition of a step topic that engine partition {@code p} of {@code partitions}
   * writes.
   */
  public static int stepPartition(int p, int partitions) {
    return (int) ((long) p * STEP_PARTITIONS / partitions);
  }

  /** Consumer group of the workers that follow the jobs of a pool. */
  public static String followers(String pool) {
    return "passo.followers." + pool;
  }

  /**
   * Every topic but those of the pools.
   *
   * @param partitions engine partitions, P
   */
  public static List<TopicSpec> engine(int partitions) {
    return List.of(
        spec(REQUESTS, partitions, Duration.ofDays(7)),
        spec(RESULTS, partitions, Duration.ofDays(7)),
        journal(partitions),
        spec(REPLIES, REPLY_PARTITIONS, Duration.ofMinutes(10)),
        spec(EXPRESS, partitions, Duration.ofDays(1)),
        spec(CONTROL, 1, Duration.ofHours(1)),
        spec(EVENTS, partitions, Duration.ofDays(7)),
        spec(DEAD_LETTERS, DEAD_LETTER_PARTITIONS, Duration.ofDays(30)),
        jobs());
  }

  /** Step topic of a pool. */
  public static TopicSpec stepTopic(String pool) {
    return spec(steps(pool), STEP_PARTITIONS, Duration.ofDays(7));
  }

  /**
   * Configuration of a pool's share group, a Kafka resource of type GROUP; without it a new group
   * would begin at the end.
   */
  public static Map<String, String> workersConfig() {
    return Map.of("share.auto.offset.reset", "earliest");
  }

  // Only the owner shortens a journal, by DeleteRecords: a record that the sink has not read must
  // never expire.
  private static TopicSpec journal(int partitions) {
    return new TopicSpec(
        JOURNAL,
        partitions,
        Map.of(
            "cleanup.policy", "delete", "retention.ms", "-1", "max.message.bytes", JOURNAL_BYTES));
  }

  private static TopicSpec jobs() {
    return new TopicSpec(
        JOBS,
        STEP_PARTITIONS,
        Map.of(
            "cleanup.policy", "compact", "retention.ms", "-1", "max.message.bytes", MESSAGE_BYTES));
  }

  private static TopicSpec spec(String name, int partitions, Duration retention) {
    return new TopicSpec(
        name,
        partitions,
        Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            Long.toString(retention.toMillis()),
            "max.message.bytes",
            MESSAGE_BYTES));
  }
}
