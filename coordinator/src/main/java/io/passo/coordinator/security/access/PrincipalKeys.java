package io.passo.coordinator.security.access;

import io.passo.coordinator.security.Principal;
import io.passo.coordinator.security.directory.Identity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Condition keys that say who asks, and when. */
final class PrincipalKeys {
  private PrincipalKeys() {}

  static Map<String, List<String>> of(Principal principal, Identity identity, Instant now) {
    Map<String, List<String>> keys = new HashMap<>();
    // Of a session, the role counts.
    keys.put("aws:PrincipalArn", List.of(identity.arn()));
    keys.put("aws:PrincipalAccount", List.of(identity.account()));
    keys.put("aws:userid", List.of(principal.id()));
    if (principal.kind() == Principal.Kind.USER) {
      keys.put("aws:PrincipalType", List.of("User"));
      keys.put("aws:username", List.of(identity.name()));
    } else {
      keys.put("aws:PrincipalType", List.of("AssumedRole"));
    }
    identity.tags().forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, List.of(value)));
    keys.put("aws:CurrentTime", List.of(now.toString()));
    keys.put("aws:EpochTime", List.of(String.valueOf(now.getEpochSecond())));
    return keys;
  }
}
