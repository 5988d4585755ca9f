package io.passo.coordinator.api.query;

import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.ManagedPolicy;
import io.passo.coordinator.security.policy.MalformedPolicyException;
import io.passo.coordinator.security.policy.PolicyDocument;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What requests and responses of IAM have in common. */
final class IamText {
  static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,128}");
  static final Pattern ROLE_NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
  static final Pattern PATH = Pattern.compile("/|/[!-.0-~/]{1,510}/");
  static final Pattern DESCRIPTION =
      Pattern.compile("[\\t\\n\\r\\x20-\\x7E\\u00A1-\\u00FF]{0,1000}");

  private IamText() {}

  static String path(Parameters parameters) {
    return parameters.optional("Path", PATH).orElse("/");
  }

  /** A policy of an identity, checked. */
  static String policy(Parameters parameters, String name) {
    return checked(parameters.required(name), PolicyDocument::ofIdentity);
  }

  /** A trust policy, checked. */
  static String trust(Parameters parameters, String name) {
    return checked(parameters.required(name), PolicyDocument::ofTrust);
  }

  private static String checked(String document, Consumer<String> check) {
    try {
      check.accept(document);
      return document;
    } catch (MalformedPolicyException e) {
      throw IamErrors.malformedPolicy(e.text());
    }
  }

  /** Documents stand percent-encoded in responses. */
  static String encoded(String document) {
    return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static void identity(Xml xml, Identity identity) {
    boolean role = identity.kind() == Identity.Kind.ROLE;
    xml.text("Path", identity.path())
        .text(role ? "RoleName" : "UserName", identity.name())
        .text(role ? "RoleId" : "UserId", identity.id())
        .text("Arn", identity.arn())
        .time("CreateDate", identity.created());
    if (role) {
      xml.text("AssumeRolePolicyDocument", encoded(String.valueOf(identity.trust())))
          .text("Description", identity.description())
          .number("MaxSessionDuration", identity.maxSessionSeconds());
    }
    if (!identity.tags().isEmpty()) {
      tags(xml, identity.tags());
    }
  }

  static void tags(Xml xml, Map<String, String> tags) {
    xml.list(
        "Tags",
        tags.entrySet(),
        (member, tag) -> member.text("Key", tag.getKey()).text("Value", tag.getValue()));
  }

  static void policy(Xml xml, ManagedPolicy policy, int attachments) {
    xml.text("PolicyName", policy.name())
        .text("PolicyId", policy.id())
        .text("Arn", policy.arn())
        .text("Path", policy.path())
        .text("DefaultVersionId", "v" + policy.version())
        .number("AttachmentCount", attachments)
        .flag("IsAttachable", true)
        .text("Description", policy.description())
        .time("CreateDate", policy.created())
        .time("UpdateDate", policy.updated());
  }
}
