package io.passo.coordinator.security;

/**
 * Whose request it is.
 *
 * @param account 12-digit account (tenant): only its resources are visible
 * @param region region that new ARNs get
 * @param principal who calls
 */
public record CallerIdentity(String account, String region, Principal principal) {
  /** Of a caller who was not asked for credentials. */
  public CallerIdentity(String account, String region) {
    this(account, region, Principal.anybody(account));
  }

  /** Partition of the region, first element of its ARNs. */
  public String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
