package io.passo.coordinator.security.access;

import io.passo.coordinator.security.Principal;
import java.util.List;

/** The texts by which a trust policy may name a principal. */
public final class TrustNames {
  private TrustNames() {}

  /**
   * All of them.
   *
   * @param identityArn ARN of the user or role
   */
  public static List<String> of(Principal principal, String identityArn) {
    return List.of(
        "*",
        principal.arn(),
        identityArn,
        principal.account(),
        "arn:aws:iam::" + principal.account() + ":root");
  }

  /** Those that name the principal itself and not its whole account. */
  public static List<String> exactly(Principal principal, String identityArn) {
    return List.of(principal.arn(), identityArn);
  }
}
