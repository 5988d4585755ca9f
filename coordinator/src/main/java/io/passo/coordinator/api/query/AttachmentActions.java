package io.passo.coordinator.api.query;

import io.passo.coordinator.api.query.IamAction.IamCall;
import io.passo.coordinator.api.query.IamAction.Outcome;
import io.passo.coordinator.security.access.Permission;
import io.passo.coordinator.security.directory.Change;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import io.passo.coordinator.security.directory.ManagedPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Policies of a user or role: its own ones and managed ones that are attached. */
final class AttachmentActions {
  private static final int MOST_ATTACHED = 20;
  private static final int MOST_CHARACTERS = 10_240;

  private final Kind kind;
  private final String word;

  private AttachmentActions(Kind kind) {
    this.kind = kind;
    this.word = kind == Kind.ROLE ? "Role" : "User";
  }

  static Map<String, IamAction> of(Kind kind) {
    return new AttachmentActions(kind).all();
  }

  private Map<String, IamAction> all() {
    return new ActionTable(this::permission)
        .writes("Put" + word + "Policy", this::put)
        .reads("Get" + word + "Policy", this::get)
        .writes("Delete" + word + "Policy", this::delete)
        .reads("List" + word + "Policies", this::list)
        .writes("Attach" + word + "Policy", this::attach)
        .writes("Detach" + word + "Policy", this::detach)
        .reads("ListAttached" + word + "Policies", this::listAttached)
        .all();
  }

  private Permission permission(String action, IamCall call) {
    Permission permission = new Permission("iam:" + action, call.identityArn(kind));
    return call.parameters()
        .optional("PolicyArn")
        .map(policy -> permission.with("iam:PolicyARN", policy))
        .orElse(permission);
  }

  private Outcome put(IamCall call) {
    Identity identity = found(call);
    String name = call.parameters().required("PolicyName", IamText.NAME);
    String document = IamText.policy(call.parameters(), "PolicyDocument");
    Identity changed = identity.withInline(name, document);
    if (changed.inline().values().stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
      throw IamErrors.limitExceeded("PolicySize", MOST_CHARACTERS);
    }
    return Outcome.of(Change.put(changed));
  }

  private Outcome get(IamCall call) {
    Identity identity = found(call);
    String name = call.parameters().required("PolicyName", IamText.NAME);
    String document = inline(identity, name);
    return Outcome.of(
        xml ->
            xml.text(word + "Name", identity.name())
                .text("PolicyName", name)
                .text("PolicyDocument", IamText.encoded(document)));
  }

  private Outcome delete(IamCall call) {
    Identity identity = found(call);
    String name = call.parameters().required("PolicyName", IamText.NAME);
    inline(identity, name);
    return Outcome.of(Change.put(identity.withInline(name, null)));
  }

  private Outcome list(IamCall call) {
    Identity identity = found(call);
    return Outcome.of(
        xml -> xml.texts("PolicyNames", identity.inline().keySet()).flag("IsTruncated", false));
  }

  private Outcome attach(IamCall call) {
    Identity identity = found(call);
    String arn = call.parameters().required("PolicyArn");
    PolicyActions.usable(call, arn);
    Identity changed = identity.withAttached(arn, true);
    if (changed.attached().size() > MOST_ATTACHED) {
      throw IamErrors.limitExceeded("PoliciesPer" + word, MOST_ATTACHED);
    }
    return Outcome.of(Change.put(changed));
  }

  private Outcome detach(IamCall call) {
    Identity identity = found(call);
    String arn = call.parameters().required("PolicyArn");
    if (!identity.attached().contains(arn)) {
      throw IamErrors.noSuchEntity("Policy " + arn);
    }
    return Outcome.of(Change.put(identity.withAttached(arn, false)));
  }

  private Outcome listAttached(IamCall call) {
    Identity identity = found(call);
    List<ManagedPolicy> policies =
        identity.attached().stream()
            .map(call.directory()::policy)
            .flatMap(Optional::stream)
            .toList();
    return Outcome.of(
        xml ->
            xml.list(
                    "AttachedPolicies",
                    policies,
                    (member, policy) ->
                        member.text("PolicyName", policy.name()).text("PolicyArn", policy.arn()))
                .flag("IsTruncated", false));
  }

  private String inline(Identity identity, String name) {
    String document = identity.inline().get(name);
    if (document == null) {
      throw IamErrors.noSuchEntity("The %s policy with name %s".formatted(kind.type(), name));
    }
    return document;
  }

  private Identity found(IamCall call) {
    return IdentityActions.found(call, kind);
  }
}
