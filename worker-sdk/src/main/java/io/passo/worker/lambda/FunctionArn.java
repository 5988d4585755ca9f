package io.passo.worker.lambda;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as a caller names it: by name, partial ARN or ARN, with or without version or alias.
 *
 * @param partition for example {@code aws}
 * @param region region
 * @param account account
 * @param name name of the function
 * @param qualifier version or alias; {@code $LATEST} if none is given
 */
public record FunctionArn(
    String partition, String region, String account, String name, String qualifier) {
  /** Version of a function that is named without one. */
  public static final String LATEST = "$LATEST";

  private static final int CALLER_FIELDS = 6;

  // [arn:partition:lambda:region:] [account:] [function:] name [:qualifier]
  private static final Pattern NAME =
      Pattern.compile(
          "(?:arn:([a-z-]+):lambda:([a-z0-9-]+):)?(?:(\\d{12}):)?(?:function:)?([A-Za-z0-9_-]{1,140})(?::(\\$LATEST|[A-Za-z0-9_-]{1,128}))?");

  /**
   * Reads what a caller wrote.
   *
   * @param executionArn execution that calls; its region and account complete the name
   * @return empty if it names no function
   */
  public static Optional<FunctionArn> parse(String text, String executionArn) {
    Matcher name = NAME.matcher(text);
    if (!name.matches()) {
      return Optional.empty();
    }
    String[] caller = executionArn.split(":", CALLER_FIELDS);
    return Optional.of(
        new FunctionArn(
            or(name.group(1), caller[1]),
            or(name.group(2), caller[3]),
            or(name.group(3), caller[4]),
            name.group(4),
            or(name.group(5), LATEST)));
  }

  /** The same function in another version. */
  public FunctionArn withQualifier(String other) {
    return new FunctionArn(partition, region, account, name, other);
  }

  /** The ARN with its version or alias. */
  public String qualified() {
    return String.join(
        ":", "arn", partition, "lambda", region, account, "function", name, qualifier);
  }

  private static String or(String given, String otherwise) {
    return given == null ? otherwise : given;
  }
}
