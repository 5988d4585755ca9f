package io.passo.coordinator.security.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of a policy with wildcards ({@code *}, {@code ?}) and policy variables ({@code ${key}},
 * {@code ${key, 'default'}}; {@code ${*}}, {@code ${?}} and {@code ${$}} are the characters).
 */
final class Glob {
  private static final char STAR = '\uE000';
  private static final char ANY = '\uE001';

  private final List<Part> parts;
  private final @Nullable String fixed;

  private sealed interface Part {
    record Pattern(String text) implements Part {}

    record Variable(String key, @Nullable String otherwise) implements Part {}
  }

  private Glob(List<Part> parts) {
    this.parts = List.copyOf(parts);
    this.fixed =
        parts.stream().allMatch(Part.Pattern.class::isInstance)
            ? parts.stream().map(part -> ((Part.Pattern) part).text()).reduce("", String::concat)
            : null;
  }

  /**
   * @param wildcards whether {@code *} and {@code ?} stand for others
   * @param variables whether variables are replaced
   * @throws MalformedPolicyException for a variable that is not closed or not known
   */
  static Glob of(String text, boolean wildcards, boolean variables) {
    List<Part> parts = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    int n = 0;
    while (n < text.length()) {
      char c = text.charAt(n);
      if (variables && c == '$' && text.startsWith("${", n)) {
        int end = text.indexOf('}', n);
        if (end < 0) {
          throw new MalformedPolicyException(
              "Expected the policy variable in '" + text + "' to be closed by '}'");
        }
        add(text.substring(n + 2, end), pattern, parts);
        n = end + 1;
      } else {
        pattern.append(wildcard(c, wildcards));
        n++;
      }
    }
    parts.add(new Part.Pattern(pattern.toString()));
    return new Glob(parts);
  }

  private static char wildcard(char c, boolean wildcards) {
    if (c == STAR || c == ANY) {
      // Private characters are nobody's names, and here they mean something else.
      throw new MalformedPolicyException("Expected no private-use characters in a policy");
    }
    if (!wildcards) {
      return c;
    }
    return c == '*' ? STAR : c == '?' ? ANY : c;
  }

  private static void add(String variable, StringBuilder pattern, List<Part> parts) {
    if (variable.equals("*") || variable.equals("?") || variable.equals("$")) {
      pattern.append(variable);
      return;
    }
    int comma = variable.indexOf(',');
    String key = (comma < 0 ? variable : variable.substring(0, comma)).strip();
    ConditionKeys.check(key);
    String otherwise = null;
    if (comma >= 0) {
      String quoted = variable.substring(comma + 1).strip();
      if (quoted.length() < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
        throw new MalformedPolicyException(
            "Expected the default value of the policy variable '" + key + "' in single quotes");
      }
      otherwise = quoted.substring(1, quoted.length() - 1);
    }
    parts.add(new Part.Pattern(pattern.toString()));
    pattern.setLength(0);
    parts.add(new Part.Variable(key, otherwise));
  }

  /** Whether it is {@code *} alone. */
  boolean isEverything() {
    return fixed != null && fixed.equals(String.valueOf(STAR));
  }

  /** Whether it has variables, so that its text is only known with a request. */
  boolean isVariable() {
    return fixed == null;
  }

  /** Whether a value fits; never if a variable has no value or several. */
  boolean matches(String value, AccessRequest request, boolean ignoreCase) {
    String pattern = pattern(request);
    return pattern != null && matches(pattern, value, ignoreCase);
  }

  /**
   * Whether an ARN fits: part by part, so that a wildcard does not reach over a colon except in the
   * last one.
   */
  boolean matchesArn(String arn, AccessRequest request) {
    String pattern = pattern(request);
    if (pattern == null) {
      return false;
    }
    String[] wanted = pattern.split(":", 6);
    String[] found = arn.split(":", 6);
    if (wanted.length < 6 || found.length < 6) {
      return matches(pattern, arn, false);
    }
    for (int n = 0; n < 6; n++) {
      if (!matches(wanted[n], found[n], false)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The text with variables replaced, for values that are no patterns; null if one has no value.
   */
  @Nullable String text(AccessRequest request) {
    return pattern(request);
  }

  private @Nullable String pattern(AccessRequest request) {
    if (fixed != null) {
      return fixed;
    }
    StringBuilder pattern = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Pattern(String text) -> pattern.append(text);
        case Part.Variable(String key, @Nullable String otherwise) -> {
          List<String> values = request.values(key);
          String value = values.size() == 1 ? values.getFirst() : otherwise;
          if (value == null || value.indexOf(STAR) >= 0 || value.indexOf(ANY) >= 0) {
            return null;
          }
          pattern.append(value);
        }
      }
    }
    return pattern.toString();
  }

  // Goes back only to the last star, so at most |pattern| * |value| steps.
  private static boolean matches(String pattern, String value, boolean ignoreCase) {
    int p = 0;
    int v = 0;
    int star = -1;
    int retry = 0;
    while (v < value.length()) {
      if (p < pattern.length() && pattern.charAt(p) == STAR) {
        star = p++;
        retry = v;
      } else if (p < pattern.length() && same(pattern.charAt(p), value.charAt(v), ignoreCase)) {
        p++;
        v++;
      } else if (star >= 0) {
        p = star + 1;
        v = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == STAR) {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean same(char pattern, char value, boolean ignoreCase) {
    return pattern == ANY
        || pattern == value
        || (ignoreCase
            && Character.toLowerCase(Character.toUpperCase(pattern))
                == Character.toLowerCase(Character.toUpperCase(value)));
  }
}
