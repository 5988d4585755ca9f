package io.passo.coordinator.api;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Constraints of a string member.
 *
 * @param min least length in characters
 * @param max greatest length in characters
 * @param pattern what the whole text must match, if given
 * @param sensitive true if an error must not repeat the value
 */
public record Text(int min, int max, @Nullable Pattern pattern, boolean sensitive) {
  /** {@code Arn}. */
  public static final Text ARN = length(1, 256);

  /** {@code LongArn}. */
  public static final Text LONG_ARN = length(1, 2000);

  /** {@code Name}. */
  public static final Text NAME = length(1, 80);

  /** Input, output and task payloads. */
  public static final Text DATA = sensitive(0, DataLimit.BYTES);

  public static final Text ERROR = sensitive(0, 256);
  public static final Text CAUSE = sensitive(0, 32_768);
  public static final Text DEFINITION = sensitive(1, 1_048_576);
  public static final Text VERSION_DESCRIPTION = sensitive(0, 256);
  public static final Text PAGE_TOKEN = length(1, 1024);
  public static final Text LONG_PAGE_TOKEN = length(1, 3096);
  public static final Text TASK_TOKEN = length(1, 2048);
  public static final Text TRACE_HEADER = new Text(0, 256, Pattern.compile("\\p{ASCII}*"), false);

  public static Text length(int min, int max) {
    return new Text(min, max, null, false);
  }

  public static Text sensitive(int min, int max) {
    return new Text(min, max, null, true);
  }

  /** What the value breaks, as the service words it; empty if nothing. */
  List<String> broken(String value) {
    List<String> broken = new ArrayList<>(0);
    int length =
        value.length() <= min || value.length() > max
            ? value.codePointCount(0, value.length())
            : value.length();
    if (length < min) {
      broken.add("Member must have length greater than or equal to " + min);
    }
    if (length > max) {
      broken.add("Member must have length less than or equal to " + max);
    }
    if (pattern != null && !pattern.matcher(value).matches()) {
      broken.add("Member must satisfy regular expression pattern: " + pattern.pattern());
    }
    return broken;
  }
}
