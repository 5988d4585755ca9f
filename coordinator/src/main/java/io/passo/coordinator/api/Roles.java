package io.passo.coordinator.api;

import java.util.regex.Pattern;

/** ARNs of IAM roles. */
public final class Roles {
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]{0,20}:iam::\\d{12}:role/[\\x21-\\x7E]{1,200}");

  private Roles() {}

  /** True for an ARN of a role, whether it is there or not. */
  public static boolean isRole(String arn) {
    return ROLE.matcher(arn).matches();
  }

  /** The ARN itself if it is one of a role; else fails with {@code InvalidArn}. */
  public static String check(String arn) {
    if (!isRole(arn)) {
      throw new ApiException("InvalidArn", "Invalid Role Arn: '" + arn + "'");
    }
    return arn;
  }
}
