package io.passo.coordinator.security.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What policies say about a request.
 *
 * @param policy name of the policy that decided; null if none speaks of it
 * @param statement its statement: {@code Sid}, or place such as {@code Statement[0]}
 */
public record Evaluation(Verdict verdict, @Nullable String policy, @Nullable String statement) {
  /** The outcomes; a denial that is written weighs more than everything. */
  public enum Verdict {
    ALLOWED,
    EXPLICITLY_DENIED,
    NOT_ALLOWED
  }

  /** A policy and the name it is known by. */
  public record NamedPolicy(String name, PolicyDocument document) {}

  private static final Evaluation NOTHING = new Evaluation(Verdict.NOT_ALLOWED, null, null);

  public boolean isAllowed() {
    return verdict == Verdict.ALLOWED;
  }

  /** The verdict as AWS's simulator names it. */
  public String decision() {
    return switch (verdict) {
      case ALLOWED -> "allowed";
      case EXPLICITLY_DENIED -> "explicitDeny";
      case NOT_ALLOWED -> "implicitDeny";
    };
  }

  /**
   * Evaluates the policies of somebody together: explicit denial, then permission, else nothing.
   */
  public static Evaluation of(List<NamedPolicy> policies, AccessRequest request) {
    Evaluation allowed = NOTHING;
    for (NamedPolicy policy : policies) {
      for (Statement statement : policy.document().statements()) {
        if ((statement.allows() && allowed.isAllowed()) || !statement.applies(request)) {
          continue;
        }
        Verdict verdict = statement.allows() ? Verdict.ALLOWED : Verdict.EXPLICITLY_DENIED;
        Evaluation found = new Evaluation(verdict, policy.name(), statement.label());
        if (!statement.allows()) {
          return found;
        }
        allowed = found;
      }
    }
    return allowed;
  }

  /**
   * Evaluates a trust policy.
   *
   * @param names every text by which the policy may name who asks: its ARN, its account, {@code
   *     Service:states.amazonaws.com} for a service
   */
  public static Evaluation ofTrust(
      PolicyDocument trust, List<String> names, AccessRequest request) {
    Evaluation allowed = NOTHING;
    for (Statement statement : trust.statements()) {
      boolean named = statement.principals().stream().anyMatch(names::contains);
      if (named == statement.notPrincipals() || !statement.applies(request)) {
        continue;
      }
      if (!statement.allows()) {
        return new Evaluation(Verdict.EXPLICITLY_DENIED, "trust policy", statement.label());
      }
      allowed = new Evaluation(Verdict.ALLOWED, "trust policy", statement.label());
    }
    return allowed;
  }
}
