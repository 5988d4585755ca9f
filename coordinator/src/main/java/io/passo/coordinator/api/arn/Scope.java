package io.passo.coordinator.api.arn;

/**
 * Where a resource is.
 *
 * @param partition for example {@code aws}
 * @param region for example {@code us-east-1}
 * @param account 12 digits
 */
public record Scope(String partition, String region, String account) {
  /** ARN of a resource of the service there. */
  public String arn(String resource) {
    return "arn:" + partition + ":states:" + region + ":" + account + ":" + resource;
  }
}
