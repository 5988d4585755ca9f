package io.passo.coordinator.state;

import io.passo.protocol.ExecutionKey;

/**
 * Names of keys; all of a partition's namespace share a hash tag, so that one script may touch them
 * on a cluster.
 */
final class RedisNames {
  private RedisNames() {}

  /** Names the partition's namespace. */
  static String pointer(int partition) {
    return "g:" + partition;
  }

  /** Hash: watermark, clock, inputs and so on. */
  static String meta(int partition, String g) {
    return base(partition, g) + "m";
  }

  /** Sorted set: frames by the moment they wait for. */
  static String timers(int partition, String g) {
    return base(partition, g) + "t";
  }

  /** Set: open executions. */
  static String open(int partition, String g) {
    return base(partition, g) + "o";
  }

  /** Sorted set: attempts that wait for a worker of an activity, oldest first. */
  static String activity(int partition, String g, String activityArn) {
    return base(partition, g) + "a:" + activityArn;
  }

  /** Text: a token bucket. */
  static String bucket(String name) {
    return "b:" + name;
  }

  private static String base(int partition, String g) {
    return "{e" + partition + "." + g + "}";
  }

  /** A frame in a set. */
  static String member(ExecutionKey key, String frameId) {
    return key + "|" + frameId;
  }
}
