package io.passo.coordinator.security.access;

import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.ManagedPolicy;
import io.passo.coordinator.security.policy.Evaluation.NamedPolicy;
import io.passo.coordinator.security.policy.MalformedPolicyException;
import io.passo.coordinator.security.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Policies of identities, parsed once for each version of the directory. */
final class CompiledPolicies {
  private static final Logger LOG = Logger.getLogger(CompiledPolicies.class);
  // Nobody may do anything under a policy that cannot be read: it may have been a denial.
  private static final PolicyDocument NOTHING =
      PolicyDocument.ofIdentity(
          "{\"Statement\":{\"Sid\":\"Unreadable\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  private final Directory directory;
  private final Map<String, Compiled> identities = new ConcurrentHashMap<>();
  private final Map<String, PolicyDocument> trusts = new ConcurrentHashMap<>();

  CompiledPolicies(Directory directory) {
    this.directory = directory;
  }

  /**
   * Policies of one identity.
   *
   * @param resourceTags whether one of them asks for tags of resources
   */
  record Compiled(List<NamedPolicy> policies, boolean resourceTags) {}

  Directory directory() {
    return directory;
  }

  Compiled of(Identity identity) {
    return identities.computeIfAbsent(identity.arn(), arn -> compile(identity));
  }

  PolicyDocument trustOf(Identity role) {
    return trusts.computeIfAbsent(
        role.arn(), arn -> parse("trust policy of " + arn, String.valueOf(role.trust()), true));
  }

  private Compiled compile(Identity identity) {
    List<NamedPolicy> policies = new ArrayList<>();
    boolean tags = false;
    for (Map.Entry<String, String> inline : identity.inline().entrySet()) {
      policies.add(named(inline.getKey(), inline.getValue()));
      tags |= asksForTags(inline.getValue());
    }
    for (String arn : identity.attached()) {
      ManagedPolicy policy = directory.policy(arn).orElse(null);
      if (policy != null) {
        policies.add(named(arn, policy.document()));
        tags |= asksForTags(policy.document());
      }
    }
    return new Compiled(List.copyOf(policies), tags);
  }

  private static boolean asksForTags(String document) {
    return document.toLowerCase(Locale.ROOT).contains("aws:resourcetag/");
  }

  private static NamedPolicy named(String name, String document) {
    return new NamedPolicy(name, parse(name, document, false));
  }

  private static PolicyDocument parse(String name, String document, boolean trust) {
    try {
      return trust ? PolicyDocument.ofTrust(document) : PolicyDocument.ofIdentity(document);
    } catch (MalformedPolicyException e) {
      LOG.warnf("Policy cannot be read and denies everything: name=%s reason=%s", name, e.text());
      return NOTHING;
    }
  }
}
