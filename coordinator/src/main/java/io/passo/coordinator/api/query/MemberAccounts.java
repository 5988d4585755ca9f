package io.passo.coordinator.api.query;

import io.passo.coordinator.api.query.IamAction.IamCall;
import io.passo.coordinator.security.Principal;
import io.passo.coordinator.security.access.AccessControl;
import io.passo.coordinator.security.access.Permission;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How accounts come into being: who may do so in the account of the installation takes the role
 * {@code OrganizationAccountAccessRole} of another account, as the management account of an
 * organization does, and the role is made when it is first taken.
 */
final class MemberAccounts {
  private static final String ROLE = "OrganizationAccountAccessRole";
  private static final Pattern ROLE_ARN = Pattern.compile("arn:aws:iam::(\\d{12}):role/" + ROLE);
  private static final String EVERYTHING = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final AccessControl control;
  private final String management;

  /**
   * @param management account of the installation
   */
  MemberAccounts(AccessControl control, String management) {
    this.control = control;
    this.management = management;
  }

  /** The role to make before a session of it is asked for; empty if there is nothing to make. */
  Optional<Identity> missing(IamCall call) {
    String arn = call.parameters().optional("RoleArn").orElse("");
    Matcher role = ROLE_ARN.matcher(arn);
    Principal caller = call.caller().principal();
    if (!role.matches()
        || !caller.account().equals(management)
        || call.directory().role(arn).isPresent()
        || !control
            .evaluate(call.directory(), caller, new Permission("sts:AssumeRole", arn), Map.of())
            .isAllowed()) {
      return Optional.empty();
    }
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::"
            + management
            + ":root\"},\"Action\":\"sts:AssumeRole\"}}";
    return Optional.of(
        Identity.of(Kind.ROLE, role.group(1), "/", ROLE, call.names().uniqueId("AROA"), call.now())
            .withRole(trust, "Administration by the account of the installation", null)
            .withAttached(EVERYTHING, true));
  }
}
