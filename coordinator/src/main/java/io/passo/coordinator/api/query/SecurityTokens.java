package io.passo.coordinator.api.query;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.query.IamAction.IamCall;
import io.passo.coordinator.security.Principal;
import io.passo.coordinator.security.SessionTokens;
import io.passo.coordinator.security.SessionTokens.Credentials;
import io.passo.coordinator.security.access.AccessControl;
import io.passo.coordinator.security.access.Permission;
import io.passo.coordinator.security.access.TrustNames;
import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.policy.Evaluation;
import io.passo.coordinator.security.policy.Evaluation.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The actions of STS. */
final class SecurityTokens {
  private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final int SHORTEST = 900;
  private static final int LONGEST = 43_200;
  private static final int LONGEST_CHAINED = 3600;
  private static final int LONGEST_POLICY = 2048;

  private final AccessControl control;
  private final SessionTokens sessions;

  SecurityTokens(AccessControl control, SessionTokens sessions) {
    this.control = control;
    this.sessions = sessions;
  }

  /** Who the caller is; needs no permission. */
  static Consumer<Xml> callerIdentity(Principal principal) {
    return xml ->
        xml.text("Arn", principal.arn())
            .text("UserId", principal.id())
            .text("Account", principal.account());
  }

  /** Temporary credentials of a role, if its trust policy and the caller's policies allow it. */
  Consumer<Xml> assumeRole(IamCall call, Call circumstances) {
    Parameters parameters = call.parameters();
    String arn = parameters.required("RoleArn");
    String sessionName = parameters.required("RoleSessionName", SESSION);
    refuseUnsupported(parameters);
    Identity role =
        call.directory().role(arn).orElseThrow(() -> refused(call.caller().principal(), arn));
    if (!mayAssume(call, role, sessionName, circumstances)) {
      throw refused(call.caller().principal(), arn);
    }
    int seconds = parameters.integer("DurationSeconds", SHORTEST, LONGEST, SHORTEST * 4);
    checkDuration(seconds, role, call.caller().principal());
    Credentials credentials =
        sessions.issue(role, sessionName, call.now().plusSeconds(seconds), policy(parameters));
    Principal session = Principal.session(role, sessionName, null);
    return xml ->
        xml.element(
                "AssumedRoleUser",
                () -> xml.text("AssumedRoleId", session.id()).text("Arn", session.arn()))
            .element(
                "Credentials",
                () ->
                    xml.text("AccessKeyId", credentials.accessKeyId())
                        .text("SecretAccessKey", credentials.secret())
                        .text("SessionToken", credentials.token())
                        .time("Expiration", credentials.expiration()));
  }

  // What is not there must not be ignored: it would limit the session.
  private static void refuseUnsupported(Parameters parameters) {
    boolean tags = !parameters.tags().isEmpty();
    boolean arns = parameters.optional("PolicyArns.member.1.arn").isPresent();
    if (tags || arns || parameters.optional("SerialNumber").isPresent()) {
      throw IamErrors.validation(
          "Expected no Tags, PolicyArns or SerialNumber: sessions have one inline Policy at most");
    }
  }

  private static @Nullable String policy(Parameters parameters) {
    Optional<String> policy = parameters.optional("Policy");
    if (policy.isEmpty()) {
      return null;
    }
    if (policy.get().length() > LONGEST_POLICY) {
      throw IamErrors.validation(
          "Expected Policy to have at most " + LONGEST_POLICY + " characters");
    }
    return IamText.policy(parameters, "Policy");
  }

  private static void checkDuration(int seconds, Identity role, Principal caller) {
    boolean chained = caller.kind() == Principal.Kind.ROLE_SESSION;
    if (chained && seconds > LONGEST_CHAINED) {
      throw IamErrors.validation(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
    }
    if (seconds > role.maxSessionSeconds()) {
      throw IamErrors.validation(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
  }

  private boolean mayAssume(IamCall call, Identity role, String sessionName, Call circumstances) {
    Principal principal = call.caller().principal();
    if (principal.kind() == Principal.Kind.ANYBODY) {
      return true;
    }
    Directory directory = call.directory();
    Identity own = identity(principal, directory).orElse(null);
    if (own == null) {
      return false;
    }
    Map<String, List<String>> keys = new HashMap<>();
    keys.put("aws:PrincipalArn", List.of(own.arn()));
    keys.put("aws:PrincipalAccount", List.of(own.account()));
    keys.put("aws:SourceIp", List.of(circumstances.source().address()));
    keys.put("sts:RoleSessionName", List.of(sessionName));
    call.parameters()
        .optional("ExternalId")
        .ifPresent(id -> keys.put("sts:ExternalId", List.of(id)));
    own.tags().forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, List.of(value)));
    boolean trusted =
        control
            .evaluateTrust(directory, role, TrustNames.of(principal, own.arn()), keys)
            .isAllowed();
    Evaluation allowed =
        control.evaluate(directory, principal, new Permission("sts:AssumeRole", role.arn()), keys);
    // Within an account it is enough that the role names the caller itself.
    boolean named =
        role.account().equals(principal.account())
            && allowed.verdict() != Verdict.EXPLICITLY_DENIED
            && control
                .evaluateTrust(directory, role, TrustNames.exactly(principal, own.arn()), keys)
                .isAllowed();
    return trusted && (allowed.isAllowed() || named);
  }

  private static Optional<Identity> identity(Principal principal, Directory directory) {
    return switch (principal.kind()) {
      case USER -> directory.identity(Identity.Kind.USER, principal.account(), principal.name());
      case ROLE_SESSION ->
          directory.identity(Identity.Kind.ROLE, principal.account(), principal.name());
      case ANYBODY, WORKER -> Optional.empty();
    };
  }

  private static RuntimeException refused(Principal principal, String roleArn) {
    return IamErrors.accessDenied(
        "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
            .formatted(principal.arn(), roleArn));
  }
}
