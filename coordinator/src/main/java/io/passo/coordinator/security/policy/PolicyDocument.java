package io.passo.coordinator.security.policy;

import java.util.List;

/** A policy that was read and checked; evaluated by {@link Evaluation}. */
public final class PolicyDocument {
  private final List<Statement> statements;

  PolicyDocument(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /**
   * Reads a policy of a user or role, or a session policy.
   *
   * @param text JSON
   * @throws MalformedPolicyException saying what was expected and where
   */
  public static PolicyDocument ofIdentity(String text) {
    return PolicyParser.parse(text, false);
  }

  /**
   * Reads the trust policy of a role.
   *
   * @param text JSON
   * @throws MalformedPolicyException saying what was expected and where
   */
  public static PolicyDocument ofTrust(String text) {
    return PolicyParser.parse(text, true);
  }

  List<Statement> statements() {
    return statements;
  }
}
