package io.passo.coordinator.api.query;

import io.passo.coordinator.api.query.IamAction.IamCall;
import io.passo.coordinator.api.query.IamAction.Outcome;
import io.passo.coordinator.security.access.Permission;
import io.passo.coordinator.security.directory.Change;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Users and roles: made, described, changed, deleted. */
final class IdentityActions {
  private static final int MOST_IDENTITIES = 5000;
  private static final int SHORTEST_SESSION = 3600;
  private static final int LONGEST_SESSION = 43_200;

  private final Kind kind;
  private final String word;

  private IdentityActions(Kind kind) {
    this.kind = kind;
    this.word = kind == Kind.ROLE ? "Role" : "User";
  }

  static Map<String, IamAction> roles() {
    IdentityActions roles = new IdentityActions(Kind.ROLE);
    return roles
        .common()
        .writes("UpdateRole", roles::update)
        .writes("UpdateRoleDescription", roles::describe)
        .writes("UpdateAssumeRolePolicy", roles::trust)
        // Asked for by tools before they delete a role; there are no instances here.
        .reads("ListInstanceProfilesForRole", roles::instanceProfiles)
        .all();
  }

  static Map<String, IamAction> users() {
    return new IdentityActions(Kind.USER).common().all();
  }

  private ActionTable common() {
    return ActionTable.on(call -> call.identityArn(kind))
        .add("Create" + word, new IamAction(true, this::creation, this::create))
        .reads("Get" + word, call -> Outcome.of(described(found(call))))
        .add(
            "List" + word + "s",
            new IamAction(false, call -> new Permission("iam:List" + word + "s", "*"), this::list))
        .writes("Delete" + word, this::delete)
        .writes("Tag" + word, this::tag)
        .writes("Untag" + word, this::untag)
        .reads("List" + word + "Tags", this::listTags);
  }

  private Outcome describe(IamCall call) {
    Identity role = found(call);
    String description = call.parameters().required("Description", IamText.DESCRIPTION);
    Identity changed = role.withRole(null, description, null);
    return Outcome.of(Change.put(changed), described(changed));
  }

  private Outcome trust(IamCall call) {
    Identity role = found(call);
    String trust = IamText.trust(call.parameters(), "PolicyDocument");
    return Outcome.of(Change.put(role.withRole(trust, null, null)));
  }

  private Outcome instanceProfiles(IamCall call) {
    found(call);
    return Outcome.of(xml -> xml.element("InstanceProfiles", () -> {}).flag("IsTruncated", false));
  }

  private Outcome listTags(IamCall call) {
    return Outcome.of(
        xml -> {
          IamText.tags(xml, found(call).tags());
          xml.flag("IsTruncated", false);
        });
  }

  private Permission creation(IamCall call) {
    Parameters parameters = call.parameters();
    String name = parameters.required(word + "Name", IamText.NAME);
    return new Permission(
        "iam:Create" + word, call.arn(kind.type() + IamText.path(parameters) + name));
  }

  private Outcome create(IamCall call) {
    Parameters parameters = call.parameters();
    String name = parameters.required(word + "Name", IamText.ROLE_NAME);
    if (call.directory().identity(kind, call.account(), name).isPresent()) {
      throw IamErrors.alreadyExists(word + " with name " + name);
    }
    if (call.directory().identities(kind, call.account()).size() >= MOST_IDENTITIES) {
      throw IamErrors.limitExceeded(word + "sPerAccount", MOST_IDENTITIES);
    }
    // Kept and not obeyed it would be a right that its giver believes refused.
    if (parameters.optional("PermissionsBoundary").isPresent()) {
      throw IamErrors.validation("Expected no PermissionsBoundary: boundaries are not supported");
    }
    Identity identity =
        Identity.of(
                kind,
                call.account(),
                IamText.path(parameters),
                name,
                call.names().uniqueId(kind.idPrefix()),
                call.now())
            .withTags(parameters.tags());
    if (kind == Kind.ROLE) {
      identity =
          identity.withRole(
              IamText.trust(parameters, "AssumeRolePolicyDocument"),
              parameters.optional("Description", IamText.DESCRIPTION).orElse(""),
              session(parameters, SHORTEST_SESSION));
    }
    return Outcome.of(Change.put(identity), described(identity));
  }

  private static int session(Parameters parameters, int absent) {
    return parameters.integer("MaxSessionDuration", SHORTEST_SESSION, LONGEST_SESSION, absent);
  }

  private Outcome update(IamCall call) {
    Identity role = found(call);
    Parameters parameters = call.parameters();
    return Outcome.of(
        Change.put(
            role.withRole(
                null,
                parameters.optional("Description", IamText.DESCRIPTION).orElse(null),
                session(parameters, role.maxSessionSeconds()))));
  }

  private Outcome list(IamCall call) {
    String prefix = call.parameters().optional("PathPrefix").orElse("/");
    return Outcome.of(
        Paging.page(
            call,
            word + "s",
            call.directory().identities(kind, call.account()).stream()
                .filter(identity -> identity.path().startsWith(prefix))
                .toList(),
            Identity::name,
            IamText::identity));
  }

  private Outcome delete(IamCall call) {
    Identity identity = found(call);
    if (!identity.attached().isEmpty()) {
      throw IamErrors.deleteConflict("Cannot delete entity, must detach all policies first.");
    }
    if (!identity.inline().isEmpty()) {
      throw IamErrors.deleteConflict("Cannot delete entity, must delete policies first.");
    }
    if (kind == Kind.USER && !call.directory().keys(call.account(), identity.name()).isEmpty()) {
      throw IamErrors.deleteConflict("Cannot delete entity, must delete access keys first.");
    }
    return Outcome.of(Change.delete(identity));
  }

  private Outcome tag(IamCall call) {
    Identity identity = found(call);
    Map<String, String> tags = new HashMap<>(identity.tags());
    tags.putAll(call.parameters().tags());
    return Outcome.of(Change.put(identity.withTags(tags)));
  }

  private Outcome untag(IamCall call) {
    Identity identity = found(call);
    Map<String, String> tags = new HashMap<>(identity.tags());
    call.parameters().texts("TagKeys").forEach(tags::remove);
    return Outcome.of(Change.put(identity.withTags(tags)));
  }

  private Consumer<Xml> described(Identity identity) {
    return xml -> xml.element(word, () -> IamText.identity(xml, identity));
  }

  /** The identity that the request names; fails with {@code NoSuchEntity}. */
  private Identity found(IamCall call) {
    return found(call, kind);
  }

  /** The identity that the request names; fails with {@code NoSuchEntity}. */
  static Identity found(IamCall call, Kind kind) {
    String name = call.name(kind);
    return call.directory()
        .identity(kind, call.account(), name)
        .orElseThrow(
            () ->
                IamErrors.noSuchEntity(
                    kind == Kind.ROLE
                        ? "The role with name " + name
                        : "The user with name " + name));
  }
}
