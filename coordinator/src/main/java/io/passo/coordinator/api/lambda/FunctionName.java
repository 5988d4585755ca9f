package io.passo.coordinator.api.lambda;

import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.security.CallerIdentity;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as a request names it: by name, partial ARN or ARN, with or without version.
 *
 * @param region region of the caller
 * @param account account of the function
 * @param name its name
 * @param qualifier version or alias; {@code $LATEST} if none is given
 * @param isQualified whether one is given
 */
record FunctionName(
    String region, String account, String name, String qualifier, boolean isQualified) {
  static final String LATEST = "$LATEST";

  private static final Pattern QUALIFIER = Pattern.compile("\\$LATEST|[A-Za-z0-9_-]{1,128}");

  private static final Pattern NAME =
      Pattern.compile(
          "(?:arn:[a-z-]+:lambda:([a-z0-9-]+):)?(?:(\\d{12}):)?(?:function:)?([A-Za-z0-9_-]{1,64})(?::(\\$LATEST|[A-Za-z0-9_-]{1,128}))?");

  /**
   * Reads a name.
   *
   * @throws ApiException if it is none
   */
  static FunctionName parse(String text, CallerIdentity caller) {
    Matcher name = NAME.matcher(text);
    if (!name.matches()) {
      throw new ApiException(
          "ValidationException",
          "1 validation error detected: Value '%s' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
              .formatted(text.length() > 256 ? text.substring(0, 256) : text, NAME.pattern()));
    }
    return new FunctionName(
        caller.region(),
        name.group(2) == null ? caller.account() : name.group(2),
        name.group(3),
        name.group(4) == null ? LATEST : name.group(4),
        name.group(4) != null);
  }

  /**
   * Reads a version or alias.
   *
   * @throws ApiException if it is none
   */
  static String qualifier(String text) {
    if (!QUALIFIER.matcher(text).matches()) {
      throw new ApiException(
          "ValidationException",
          "1 validation error detected: Value '%s' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)"
              .formatted(text.length() > 128 ? text.substring(0, 128) : text));
    }
    return text;
  }

  /** What a name stands for. */
  enum Kind {
    /** The function as it is, named without a qualifier. */
    NONE,
    /** The same, by its qualifier. */
    LATEST,
    VERSION,
    ALIAS
  }

  Kind kind() {
    if (!isQualified) {
      return Kind.NONE;
    }
    if (qualifier.equals(LATEST)) {
      return Kind.LATEST;
    }
    return qualifier.matches("[0-9]{1,9}") ? Kind.VERSION : Kind.ALIAS;
  }

  /** Number of the version that it names. */
  int number() {
    return Integer.parseInt(qualifier);
  }

  /** The same function with a version or alias. */
  FunctionName with(String other) {
    return new FunctionName(region, account, name, other, true);
  }

  /** ARN with version or alias. */
  String qualifiedArn() {
    return arn() + ":" + qualifier;
  }

  /** ARN without version. */
  String arn() {
    return "arn:aws:lambda:" + region + ":" + account + ":function:" + name;
  }

  boolean isOf(CallerIdentity caller) {
    return account.equals(caller.account());
  }
}
