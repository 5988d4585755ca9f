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
import java.util.function.Consumer;

/** Managed policies. Only the newest version of a policy is kept, and it is the default one. */
final class PolicyActions {
  private static final int MOST_CHARACTERS = 6144;
  private static final int MOST_POLICIES = 1500;

  private PolicyActions() {}

  static Map<String, IamAction> all() {
    return ActionTable.on(call -> call.parameters().required("PolicyArn"))
        .add("CreatePolicy", new IamAction(true, PolicyActions::creation, PolicyActions::create))
        .add(
            "ListPolicies",
            new IamAction(
                false, call -> new Permission("iam:ListPolicies", "*"), PolicyActions::list))
        .reads("GetPolicy", call -> Outcome.of(described(found(call), call)))
        .writes("DeletePolicy", PolicyActions::delete)
        .writes("CreatePolicyVersion", PolicyActions::revise)
        .reads("GetPolicyVersion", PolicyActions::version)
        .reads("ListPolicyVersions", PolicyActions::versions)
        .writes("DeletePolicyVersion", PolicyActions::deleteVersion)
        .reads("ListEntitiesForPolicy", PolicyActions::entities)
        .all();
  }

  private static Permission creation(IamCall call) {
    String name = call.parameters().required("PolicyName", IamText.NAME);
    return new Permission(
        "iam:CreatePolicy", call.arn("policy" + IamText.path(call.parameters()) + name));
  }

  private static Outcome create(IamCall call) {
    Parameters parameters = call.parameters();
    ManagedPolicy policy =
        new ManagedPolicy(
            call.account(),
            IamText.path(parameters),
            parameters.required("PolicyName", IamText.NAME),
            call.names().uniqueId("ANPA"),
            call.now(),
            call.now(),
            parameters.optional("Description", IamText.DESCRIPTION).orElse(""),
            1,
            document(parameters));
    if (call.directory().policy(policy.arn()).isPresent()) {
      throw IamErrors.alreadyExists("A policy called " + policy.name());
    }
    if (call.directory().policies(call.account()).size() >= MOST_POLICIES) {
      throw IamErrors.limitExceeded("PoliciesPerAccount", MOST_POLICIES);
    }
    return Outcome.of(Change.put(policy), described(policy, call));
  }

  private static String document(Parameters parameters) {
    String document = IamText.policy(parameters, "PolicyDocument");
    if (document.length() > MOST_CHARACTERS) {
      throw IamErrors.limitExceeded("PolicySize", MOST_CHARACTERS);
    }
    return document;
  }

  private static Outcome list(IamCall call) {
    return Outcome.of(
        Paging.page(
            call,
            "Policies",
            call.directory().policies(call.account()),
            ManagedPolicy::arn,
            (member, policy) -> IamText.policy(member, policy, attachments(policy, call))));
  }

  private static Outcome delete(IamCall call) {
    ManagedPolicy policy = own(call);
    if (attachments(policy, call) > 0) {
      throw IamErrors.deleteConflict("Cannot delete a policy attached to entities.");
    }
    return Outcome.of(Change.delete(policy));
  }

  private static Outcome revise(IamCall call) {
    if (!call.parameters().optional("SetAsDefault").orElse("").equals("true")) {
      throw IamErrors.validation(
          "Expected SetAsDefault to be true: only the default version of a policy is kept");
    }
    ManagedPolicy revised = own(call).revised(document(call.parameters()), call.now());
    return Outcome.of(
        Change.put(revised),
        xml -> xml.element("PolicyVersion", () -> versionOf(xml, revised, false)));
  }

  private static Outcome version(IamCall call) {
    ManagedPolicy policy = found(call);
    checkVersion(policy, call);
    return Outcome.of(xml -> xml.element("PolicyVersion", () -> versionOf(xml, policy, true)));
  }

  private static Outcome versions(IamCall call) {
    ManagedPolicy policy = found(call);
    return Outcome.of(
        xml ->
            xml.list("Versions", List.of(policy), (member, only) -> versionOf(member, only, false))
                .flag("IsTruncated", false));
  }

  private static Outcome deleteVersion(IamCall call) {
    ManagedPolicy policy = own(call);
    checkVersion(policy, call);
    throw IamErrors.deleteConflict("Cannot delete the default version of a policy.");
  }

  private static void checkVersion(ManagedPolicy policy, IamCall call) {
    String version = call.parameters().required("VersionId");
    if (!version.equals("v" + policy.version())) {
      throw IamErrors.noSuchEntity("Policy version " + version);
    }
  }

  private static void versionOf(Xml xml, ManagedPolicy policy, boolean withDocument) {
    xml.text("Document", withDocument ? IamText.encoded(policy.document()) : null)
        .text("VersionId", "v" + policy.version())
        .flag("IsDefaultVersion", true)
        .time("CreateDate", policy.updated());
  }

  private static Outcome entities(IamCall call) {
    ManagedPolicy policy = found(call);
    List<Identity> attached = call.directory().attachedTo(call.account(), policy.arn());
    return Outcome.of(
        xml -> {
          xml.element("PolicyGroups", () -> {});
          for (Kind kind : Kind.values()) {
            String word = kind == Kind.ROLE ? "Role" : "User";
            xml.list(
                "Policy" + word + "s",
                attached.stream().filter(identity -> identity.kind() == kind).toList(),
                (member, identity) ->
                    member.text(word + "Name", identity.name()).text(word + "Id", identity.id()));
          }
          xml.flag("IsTruncated", false);
        });
  }

  private static Consumer<Xml> described(ManagedPolicy policy, IamCall call) {
    return xml ->
        xml.element("Policy", () -> IamText.policy(xml, policy, attachments(policy, call)));
  }

  private static int attachments(ManagedPolicy policy, IamCall call) {
    return call.directory().attachedTo(call.account(), policy.arn()).size();
  }

  private static ManagedPolicy found(IamCall call) {
    return usable(call, call.parameters().required("PolicyArn"));
  }

  /** A policy of the caller's account, or one that comes with the product. */
  static ManagedPolicy usable(IamCall call, String arn) {
    return call.directory()
        .policy(arn)
        .filter(policy -> policy.account().equals(call.account()) || policy.account().equals("aws"))
        .orElseThrow(() -> IamErrors.noSuchEntity("Policy " + arn));
  }

  private static ManagedPolicy own(IamCall call) {
    ManagedPolicy policy = found(call);
    if (policy.account().equals("aws")) {
      throw IamErrors.accessDenied("Policies that come with the product cannot be changed.");
    }
    return policy;
  }
}
