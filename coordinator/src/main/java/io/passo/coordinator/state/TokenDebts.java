package io.passo.coordinator.state;

import io.smallrye.mutiny.Uni;

/** Token buckets that all coordinators share and that may owe tokens. */
public interface TokenDebts {
  /**
   * Counts tokens that were used, also more than a bucket has: what is owed delays those who come
   * later. Fails if they cannot be counted.
   *
   * @param bucket its name
   * @param perSecond tokens that are added each second, 1 or more
   * @param used how many; below 0 gives them back
   * @return microseconds until the bucket is full, 0 or more
   */
  Uni<Long> charge(String bucket, int perSecond, int used);
}
