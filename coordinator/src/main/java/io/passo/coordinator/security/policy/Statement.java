package io.passo.coordinator.security.policy;

import java.util.List;

/**
 * One statement of a policy.
 *
 * @param label its {@code Sid}, or its place such as {@code Statement[0]}
 * @param allows false for {@code Deny}
 * @param principals who; empty list in policies of identities, which have no principal
 * @param notPrincipals whether everybody else is meant
 * @param notActions whether all other actions are meant
 * @param notResources whether all other resources are meant
 */
record Statement(
    String label,
    boolean allows,
    List<String> principals,
    boolean notPrincipals,
    List<Glob> actions,
    boolean notActions,
    List<Glob> resources,
    boolean notResources,
    List<Condition> conditions) {

  boolean applies(AccessRequest request) {
    return appliesToAction(request)
        && appliesToResource(request)
        && conditions.stream().allMatch(condition -> condition.holds(request));
  }

  private boolean appliesToAction(AccessRequest request) {
    boolean named =
        actions.stream().anyMatch(action -> action.matches(request.action(), request, true));
    return named != notActions;
  }

  private boolean appliesToResource(AccessRequest request) {
    String resource = request.resource();
    if (resources.isEmpty()) {
      // A trust policy is about its own role.
      return true;
    }
    if (resource == null) {
      return !allows || (!notResources && resources.stream().anyMatch(Glob::isEverything));
    }
    boolean named =
        resources.stream()
            .anyMatch(wanted -> wanted.isEverything() || wanted.matchesArn(resource, request));
    return named != notResources;
  }
}
