package io.passo.coordinator.api.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Roles;
import io.passo.coordinator.definition.ResourceTags;
import io.passo.coordinator.definition.ResourceTags.Kind;
import io.passo.coordinator.security.CallerIdentity;
import io.passo.coordinator.security.Principal;
import io.passo.coordinator.security.access.AccessControl;
import io.passo.coordinator.security.access.PassedRoles;
import io.passo.coordinator.security.access.Permission;
import io.passo.coordinator.security.access.Refusals;
import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.policy.Evaluation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets requests pass that their callers may make. */
@Singleton
public final class ApiAccess {
  private static final String PASS_ROLE = "iam:PassRole";

  private final AccessControl control;
  private final PassedRoles passed;
  private final ResourceTags tags;

  public ApiAccess(AccessControl control, ResourceTags tags) {
    this.control = control;
    this.passed = new PassedRoles(control);
    this.tags = tags;
  }

  /** Whether callers are told apart; without it nothing needs to be asked. */
  public boolean applies(Call call) {
    return call.caller().principal().kind() != Principal.Kind.ANYBODY;
  }

  /**
   * Fails with {@code AccessDeniedException} if the caller may not do it.
   *
   * @param action action of this service
   * @param request its members
   */
  public Uni<Void> check(String action, JsonNode request, Call call) {
    return check(RequiredPermissions.of(action, request, call.caller()), call);
  }

  /** Fails with {@code AccessDeniedException} if the caller lacks one of these permissions. */
  public Uni<Void> check(List<Permission> wanted, Call call) {
    if (!applies(call)) {
      return Uni.createFrom().voidItem();
    }
    if (!control.needsResourceTags(call.caller().principal(), control.directory())) {
      return decide(wanted, call);
    }
    String account = call.caller().account();
    Uni<List<Permission>> tagged =
        Uni.join()
            .all(wanted.stream().map(permission -> tagged(permission, account)).toList())
            .andFailFast();
    return tagged.chain(permissions -> decide(permissions, call));
  }

  private Uni<Void> decide(List<Permission> wanted, Call call) {
    return control
        .refusal(directory -> refusal(directory, wanted, call))
        .invoke(
            refused ->
                refused.ifPresent(
                    text -> {
                      throw ApiErrors.accessDenied(text);
                    }))
        .replaceWithVoid();
  }

  private Optional<String> refusal(Directory directory, List<Permission> wanted, Call call) {
    CallerIdentity caller = call.caller();
    Map<String, List<String>> circumstances = circumstances(call);
    for (Permission permission : wanted) {
      Evaluation evaluation =
          control.evaluate(directory, caller.principal(), permission, circumstances);
      if (!evaluation.isAllowed()) {
        return Optional.of(Refusals.text(caller.principal().arn(), permission, evaluation));
      }
    }
    return roleRefusal(directory, wanted, caller.account());
  }

  // Whoever may pass a role may still name one that this service cannot take.
  // What is no role, or no state machine of the account, the action itself refuses by its own
  // error.
  private Optional<String> roleRefusal(
      Directory directory, List<Permission> wanted, String account) {
    String machine = String.valueOf(wanted.getFirst().resource());
    return wanted.stream()
        .filter(permission -> permission.action().equals(PASS_ROLE))
        .filter(permission -> machine.contains(":states:"))
        .filter(permission -> machine.contains(":" + account + ":stateMachine:"))
        .filter(permission -> Roles.isRole(String.valueOf(permission.resource())))
        .findFirst()
        .flatMap(
            permission ->
                passed.refusal(directory, String.valueOf(permission.resource()), machine));
  }

  private Uni<Permission> tagged(Permission wanted, String account) {
    String arn = String.valueOf(wanted.resource());
    boolean own = arn.contains(":" + account + ":");
    Optional<Kind> kind =
        own && arn.contains(":stateMachine:")
            ? Optional.of(Kind.STATE_MACHINE)
            : own && arn.contains(":activity:") ? Optional.of(Kind.ACTIVITY) : Optional.empty();
    if (kind.isEmpty()) {
      return Uni.createFrom().item(wanted);
    }
    return tags.find(kind.get(), arn)
        .map(
            found -> {
              Map<String, List<String>> keys = new HashMap<>(wanted.keys());
              found
                  .orElse(Map.of())
                  .forEach((key, value) -> keys.put("aws:ResourceTag/" + key, List.of(value)));
              return new Permission(wanted.action(), wanted.resource(), keys);
            });
  }

  private static Map<String, List<String>> circumstances(Call call) {
    Map<String, List<String>> keys = new HashMap<>();
    keys.put("aws:SourceIp", List.of(call.source().address()));
    keys.put("aws:SecureTransport", List.of(String.valueOf(call.source().secure())));
    keys.put("aws:RequestedRegion", List.of(call.caller().region()));
    if (!call.source().userAgent().isEmpty()) {
      keys.put("aws:UserAgent", List.of(call.source().userAgent()));
    }
    return keys;
  }
}
