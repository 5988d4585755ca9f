package io.passo.coordinator.security.access;

import io.passo.coordinator.security.policy.Evaluation;
import io.passo.coordinator.security.policy.Evaluation.Verdict;
import java.util.Objects;

/** What those are told who may not do something, in AWS's words. */
public final class Refusals {
  private Refusals() {}

  /**
   * @param who ARN of the principal
   */
  public static String text(String who, Permission wanted, Evaluation evaluation) {
    String kind =
        "session policy".equals(evaluation.policy()) ? "session policy" : "identity-based policy";
    String why =
        evaluation.verdict() == Verdict.EXPLICITLY_DENIED
            ? "with an explicit deny in " + (kind.startsWith("i") ? "an " : "a ") + kind
            : "because no " + kind + " allows the " + wanted.action() + " action";
    return "User: %s is not authorized to perform: %s on resource: %s %s"
        .formatted(who, wanted.action(), Objects.requireNonNullElse(wanted.resource(), "*"), why);
  }
}
