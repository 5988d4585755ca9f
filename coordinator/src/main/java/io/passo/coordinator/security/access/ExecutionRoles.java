package io.passo.coordinator.security.access;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.model.TaskResource;
import io.passo.coordinator.security.Principal;
import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.policy.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the execution role, or the role that a Task names, before anything is sent. */
public final class ExecutionRoles implements TaskPermissions {
  private final AccessControl control;
  private final PassedRoles passed;
  private final Supplier<Directory> fresh;

  /**
   * @param fresh looks at what others have written; may wait a moment, or give what is known
   */
  public ExecutionRoles(AccessControl control, Supplier<Directory> fresh) {
    this.control = control;
    this.passed = new PassedRoles(control);
    this.fresh = fresh;
  }

  @Override
  public Optional<StatesError> refusal(
      ExecutionStart start,
      TaskResource resource,
      Json parameters,
      @Nullable String credentialsRoleArn) {
    if (resource instanceof TaskResource.Activity) {
      // Activities are served to whoever may poll them.
      return Optional.empty();
    }
    return refusal(
        start,
        TaskActions.of(resource, parameters.node(), start.stateMachineArn()),
        credentialsRoleArn);
  }

  @Override
  public boolean mayStop(
      ExecutionStart start,
      TaskResource resource,
      Json parameters,
      @Nullable String credentialsRoleArn) {
    List<Permission> wanted =
        TaskActions.toStop(resource, parameters.node(), start.stateMachineArn());
    return wanted.isEmpty() || refusal(start, wanted, credentialsRoleArn).isEmpty();
  }

  private Optional<StatesError> refusal(
      ExecutionStart start, List<Permission> wanted, @Nullable String credentialsRoleArn) {
    Directory known = control.directory();
    Optional<StatesError> refused = refusal(known, start, wanted, credentialsRoleArn);
    if (refused.isEmpty()) {
      return refused;
    }
    Directory newest = fresh.get();
    return newest.version() == known.version()
        ? refused
        : refusal(newest, start, wanted, credentialsRoleArn);
  }

  private Optional<StatesError> refusal(
      Directory directory,
      ExecutionStart start,
      List<Permission> wanted,
      @Nullable String credentialsRoleArn) {
    Optional<String> notPassed =
        passed.refusal(directory, start.roleArn(), start.stateMachineArn());
    if (notPassed.isPresent()) {
      return notPassed.map(ExecutionRoles::notPermitted);
    }
    Identity role = directory.role(start.roleArn()).orElseThrow();
    Principal own = Principal.session(role, start.name(), null);
    if (credentialsRoleArn == null) {
      return refusal(directory, own, wanted).map(ExecutionRoles::notPermitted);
    }
    Permission assume = new Permission("sts:AssumeRole", credentialsRoleArn);
    Identity other = directory.role(credentialsRoleArn).orElse(null);
    if (other == null
        || refusal(directory, own, List.of(assume)).isPresent()
        || !trusts(directory, other, role, own)) {
      return Optional.of(notAssumed(start.roleArn(), credentialsRoleArn));
    }
    return refusal(directory, Principal.session(other, start.name(), null), wanted)
        .map(ExecutionRoles::notPermitted);
  }

  private static StatesError notPermitted(String why) {
    return new StatesError(ErrorName.PERMISSIONS, why);
  }

  private static StatesError notAssumed(String roleArn, String credentialsRoleArn) {
    return new StatesError(
        ErrorName.TASK_FAILED,
        "The role %s is not authorized to assume the task state's role, %s."
            .formatted(roleArn, credentialsRoleArn));
  }

  private boolean trusts(Directory directory, Identity other, Identity role, Principal own) {
    return control
        .evaluateTrust(
            directory,
            other,
            TrustNames.of(own, role.arn()),
            Map.of(
                "aws:PrincipalArn", List.of(role.arn()),
                "aws:PrincipalAccount", List.of(role.account()),
                "sts:RoleSessionName", List.of(own.name())))
        .isAllowed();
  }

  private Optional<String> refusal(
      Directory directory, Principal principal, List<Permission> wanted) {
    for (Permission permission : wanted) {
      Evaluation evaluation = control.evaluate(directory, principal, permission, Map.of());
      if (!evaluation.isAllowed()) {
        return Optional.of(Refusals.text(principal.arn(), permission, evaluation));
      }
    }
    return Optional.empty();
  }
}
