package io.passo.standalone.aws;

import java.util.Map;

/**
 * Makes the role that state machines of demo and benchmarks run with, where roles are asked: one
 * that may do everything.
 */
final class RoleSetup {
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"states.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  private final IamClient iam;

  RoleSetup(IamClient iam) {
    this.iam = iam;
  }

  /** Makes the role, unless it is there. */
  void make(String arn) {
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    try {
      iam.call("CreateRole", Map.of("RoleName", name, "AssumeRolePolicyDocument", TRUST));
    } catch (ApiException e) {
      if (!e.type().equals("EntityAlreadyExists")) {
        throw e;
      }
    }
    iam.call(
        "AttachRolePolicy",
        Map.of("RoleName", name, "PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"));
  }
}
