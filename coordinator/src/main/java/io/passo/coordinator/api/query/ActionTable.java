package io.passo.coordinator.api.query;

import io.passo.coordinator.api.query.IamAction.IamCall;
import io.passo.coordinator.api.query.IamAction.Outcome;
import io.passo.coordinator.security.access.Permission;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Actions by their names; most of a table need their own permission on the same thing. */
final class ActionTable {
  private final BiFunction<String, IamCall, Permission> permission;
  private final Map<String, IamAction> actions = new HashMap<>();

  /**
   * @param permission what an action of a name needs
   */
  ActionTable(BiFunction<String, IamCall, Permission> permission) {
    this.permission = permission;
  }

  /**
   * Actions that need {@code iam:<name>}.
   *
   * @param resource on what
   */
  static ActionTable on(Function<IamCall, String> resource) {
    return new ActionTable((name, call) -> new Permission("iam:" + name, resource.apply(call)));
  }

  /** An action that only reads the directory. */
  ActionTable reads(String name, Function<IamCall, Outcome> run) {
    return add(name, new IamAction(false, call -> permission.apply(name, call), run));
  }

  /** An action that changes the directory. */
  ActionTable writes(String name, Function<IamCall, Outcome> run) {
    return add(name, new IamAction(true, call -> permission.apply(name, call), run));
  }

  /** An action with a permission of its own. */
  ActionTable add(String name, IamAction action) {
    actions.put(name, action);
    return this;
  }

  Map<String, IamAction> all() {
    return actions;
  }
}
