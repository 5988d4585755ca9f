package io.passo.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Places executions on engine partitions exactly as Kafka's default partitioner places a record
 * with that key.
 */
public final class Partitions {
  private static final int SEED = 0x9747b28c;
  private static final int M = 0x5bd1e995;
  private static final int R = 24;

  private Partitions() {}

  /**
   * Partition that owns an execution.
   *
   * @param executionArn ARN of the execution
   * @param partitions number of engine partitions, P
   * @return the partition that owns it, 0 ≤ result &lt; partitions
   */
  public static int of(String executionArn, int partitions) {
    return forKey(executionArn, partitions);
  }

  /** Partition of {@code passo.replies} that the instance reads. */
  public static int ofInstance(String instanceId) {
    return forKey(instanceId, Topics.REPLY_PARTITIONS);
  }

  /** Where Kafka's default partitioner puts a record with this key. */
  public static int forKey(String key, int partitions) {
    if (partitions <= 0) {
      throw new IllegalArgumentException(
          "Expected a positive number of partitions but found " + partitions);
    }
    return (murmur2(key.getBytes(StandardCharsets.UTF_8)) & 0x7fffffff) % partitions;
  }

  static int murmur2(byte[] data) {
    int h = SEED ^ data.length;
    int whole = data.length / 4 * 4;
    for (int i = 0; i < whole; i += 4) {
      int k = littleEndian(data, i) * M;
      h = (h * M) ^ ((k ^ (k >>> R)) * M);
    }
    if (whole < data.length) {
      h = (h ^ rest(data, whole)) * M;
    }
    h = (h ^ (h >>> 13)) * M;
    return h ^ (h >>> 15);
  }

  private static int littleEndian(byte[] data, int i) {
    return (data[i] & 0xff)
        | ((data[i + 1] & 0xff) << 8)
        | ((data[i + 2] & 0xff) << 16)
        | ((data[i + 3] & 0xff) << 24);
  }

  private static int rest(byte[] data, int from) {
    int value = 0;
    for (int i = data.length - 1; i >= from; i--) {
      value = (value << 8) | (data[i] & 0xff);
    }
    return value;
  }
}
