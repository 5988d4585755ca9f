package io.passo.asl.jsonata;

import com.google.re2j.Matcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code $replace(text, pattern, replacement[, limit])}. */
final class ReplaceFunction extends OwnFunction {
  ReplaceFunction() {
    super("replace", "<s-(sf)(sf)n?:s>", 4);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    Object pattern = argument(arguments, 1);
    Object replacement = argument(arguments, 2);
    if (!(arguments.getFirst() instanceof String text) || pattern == null || replacement == null) {
      return null;
    }
    double limit =
        Texts.limit(argument(arguments, 3), "D3011", "Fourth argument of replace function");
    return pattern instanceof String part
        ? replace(text, part, replacement, limit)
        : replace(text, Texts.regex(pattern), replacement, limit);
  }

  private static String replace(String text, String part, Object replacement, double limit) {
    if (part.isEmpty()) {
      throw new JsonataError(
          "D3010", "Second argument of replace function cannot be an empty string");
    }
    StringBuilder result = new StringBuilder();
    int from = 0;
    int count = 0;
    for (int at = text.indexOf(part); at >= 0 && count < limit; at = text.indexOf(part, from)) {
      result.append(text, from, at).append(replacement(replacement, Map.of()));
      from = at + part.length();
      count++;
      bound(result);
    }
    Run.current().charge(text.length() / 16);
    return result.append(text, from, text.length()).toString();
  }

  private static String replace(String text, Regex pattern, Object replacement, double limit) {
    StringBuilder result = new StringBuilder();
    Matcher matcher = pattern.matcher(text);
    int from = 0;
    for (int count = 0; count < limit && Regex.find(matcher); count++) {
      result.append(text, from, matcher.start());
      if (replacement instanceof String template) {
        appendTemplate(result, template, matcher);
      } else {
        result.append(replacement(replacement, match(matcher)));
      }
      from = matcher.end();
      bound(result);
    }
    return result.append(text, from, text.length()).toString();
  }

  private static void bound(StringBuilder result) {
    Run run = Run.current();
    run.charge(1);
    run.check(result.length() / 4);
  }

  private static Map<String, Object> match(Matcher matcher) {
    Map<String, Object> match = new LinkedHashMap<>();
    match.put("match", matcher.group());
    match.put("start", matcher.start());
    match.put("end", matcher.end());
    match.put("groups", Regex.groups(matcher));
    return match;
  }

  private static String replacement(Object replacement, Map<String, Object> match) {
    if (replacement instanceof String text) {
      return text;
    }
    Object result = Calls.call(replacement, List.of(match));
    if (result instanceof String text) {
      return text;
    }
    throw new JsonataError(
        "D3012", "Attempted to replace a matched string with a non-string value");
  }

  /** {@code $$} is a dollar sign, {@code $0} the match, {@code $12} group 12 or group 1 and a 2. */
  private static void appendTemplate(StringBuilder result, String template, Matcher matcher) {
    int position = 0;
    while (position < template.length()) {
      char c = template.charAt(position++);
      if (c != '$' || position == template.length()) {
        result.append(c);
      } else if (template.charAt(position) == '$') {
        result.append('$');
        position++;
      } else if (template.charAt(position) == '0') {
        result.append(matcher.group());
        position++;
      } else {
        position = appendGroup(result, template, position, matcher);
      }
    }
  }

  private static int appendGroup(
      StringBuilder result, String template, int position, Matcher matcher) {
    // As many digits as the number of groups has, as in the reference implementation.
    int digits = String.valueOf(Math.max(matcher.groupCount(), 1)).length();
    int end = position;
    while (end < template.length()
        && end < position + digits
        && Character.isDigit(template.charAt(end))) {
      end++;
    }
    if (end == position) {
      result.append('$');
      return position;
    }
    int group = Integer.parseInt(template, position, end, 10);
    if (end - position > 1 && group > matcher.groupCount()) {
      end--;
      group = Integer.parseInt(template, position, end, 10);
    }
    if (group <= matcher.groupCount()) {
      String captured = matcher.group(group);
      result.append(captured == null ? "" : captured);
    }
    return end;
  }
}
