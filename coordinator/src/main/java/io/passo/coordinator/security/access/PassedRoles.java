package io.passo.coordinator.security.access;

import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.directory.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Roles that state machines run with. */
public final class PassedRoles {
  private static final String NOT_TRUSTED =
      "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to"
          + " assume the provided role.";

  private final AccessControl control;

  public PassedRoles(AccessControl control) {
    this.control = control;
  }

  /**
   * Why a state machine cannot run with a role: it is another account's, it is not there, or its
   * trust policy does not let this service take it.
   *
   * @param stateMachineArn ARN of the state machine, without version or alias
   */
  public Optional<String> refusal(Directory directory, String roleArn, String stateMachineArn) {
    String[] machine = stateMachineArn.split(":", 6);
    String region = machine.length > 4 ? machine[3] : "";
    String account = machine.length > 4 ? machine[4] : "";
    Identity role = directory.role(roleArn).orElse(null);
    if (role == null || !role.account().equals(account)) {
      return Optional.of(NOT_TRUSTED);
    }
    boolean trusted =
        control
            .evaluateTrust(
                directory,
                role,
                List.of(
                    "Service:states.amazonaws.com", "Service:states." + region + ".amazonaws.com"),
                Map.of(
                    "aws:SourceArn", List.of(stateMachineArn),
                    "aws:SourceAccount", List.of(account)))
            .isAllowed();
    return trusted ? Optional.empty() : Optional.of(NOT_TRUSTED);
  }
}
