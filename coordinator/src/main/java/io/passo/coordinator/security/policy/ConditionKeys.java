package io.passo.coordinator.security.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The condition keys that requests may have. A key that is not known could never be there, so a
 * policy that names one would not do what its author meant: it is refused.
 */
final class ConditionKeys {
  private static final Set<String> NAMES =
      Set.of(
          "aws:currenttime",
          "aws:epochtime",
          "aws:principalaccount",
          "aws:principalarn",
          "aws:principaltype",
          "aws:requestedregion",
          "aws:securetransport",
          "aws:sourceaccount",
          "aws:sourcearn",
          "aws:sourceip",
          "aws:tagkeys",
          "aws:useragent",
          "aws:userid",
          "aws:username",
          "iam:passedtoservice",
          "iam:policyarn",
          "states:httpendpoint",
          "states:httpmethod",
          "states:statemachinequalifier",
          "sts:externalid",
          "sts:rolesessionname");

  // Followed by the key of a tag.
  private static final List<String> PREFIXES =
      List.of("aws:principaltag/", "aws:requesttag/", "aws:resourcetag/");

  private ConditionKeys() {}

  /**
   * @throws MalformedPolicyException for a key that no request has
   */
  static void check(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    boolean tag =
        PREFIXES.stream()
            .anyMatch(prefix -> name.startsWith(prefix) && name.length() > prefix.length());
    if (!tag && !NAMES.contains(name)) {
      throw new MalformedPolicyException(
          "Expected a condition key that requests have but found '" + key + "'");
    }
  }
}
