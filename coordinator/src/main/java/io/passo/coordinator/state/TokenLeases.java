package io.passo.coordinator.state;

import io.smallrye.mutiny.Uni;

/** Token buckets that all coordinators share. */
public interface TokenLeases {
  /**
   * Takes tokens out of a bucket, as many of the wanted ones as it has; a bucket that nobody has
   * asked for is full. Fails if it cannot be told how many that are.
   *
   * @param bucket its name
   * @param size tokens of a full bucket, 1 or more
   * @param perSecond tokens that are added each second, 1 or more
   * @param wanted 1 or more
   */
  Uni<Lease> take(String bucket, int size, int perSecond, int wanted);

  /**
   * Tokens that were taken.
   *
   * @param granted how many, 0 or more
   * @param nextMicros microseconds until the bucket has one more; 0 if it has
   */
  record Lease(int granted, long nextMicros) {}
}
