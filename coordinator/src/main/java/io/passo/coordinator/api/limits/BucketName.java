package io.passo.coordinator.api.limits;

/**
 * A bucket that all coordinators share.
 *
 * @param rate what it limits: an action, or another name among rates
 */
record BucketName(String account, String region, String rate) {
  /** Its name in Redis. */
  String text() {
    return account + ":" + region + ":" + rate;
  }
}
