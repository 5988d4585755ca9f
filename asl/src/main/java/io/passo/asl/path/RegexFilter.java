package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.jayway.jsonpath.Filter;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Predicate;
import java.util.ArrayList;
import java.util.List;

/**
 * Filters with {@code =~}. Jayway would match through {@code java.util.regex}, which can backtrack
 * for ever, so the comparison is ours and linear; everything else of such a filter stays Jayway's.
 */
final class RegexFilter {
  private static final String OPERATOR = "=~";
  private static final int MAX_DEPTH = 50;

  private RegexFilter() {}

  /**
   * Compiles a path, in which each filter with {@code =~} becomes a predicate.
   *
   * @throws InvalidPathException if it is no path
   */
  static JsonPath compile(String query) {
    StringBuilder path = new StringBuilder();
    List<Predicate> predicates = new ArrayList<>();
    for (int i = 0; i < query.length(); ) {
      int end = FilterScanner.skip(query, i);
      String part = query.substring(i, end);
      if (part.startsWith("[")
          && part.substring(1).strip().startsWith("?")
          && part.contains(OPERATOR)) {
        String filter = part.substring(part.indexOf('?') + 1, part.length() - 1).strip();
        predicates.add(any(unwrapped(filter), 0));
        path.append("[?]");
      } else {
        path.append(part);
      }
      i = end;
    }
    return JsonPath.compile(path.toString(), predicates.toArray(Predicate[]::new));
  }

  private static String unwrapped(String filter) {
    if (!filter.startsWith("(") || FilterScanner.skip(filter, 0) != filter.length()) {
      throw new InvalidPathException("Expected a filter in parentheses but found '" + filter + "'");
    }
    return filter.substring(1, filter.length() - 1).strip();
  }

  private static Predicate any(String text, int depth) {
    List<Predicate> parts = split(text, "||").stream().map(part -> all(part, depth)).toList();
    return context -> parts.stream().anyMatch(part -> part.apply(context));
  }

  private static Predicate all(String text, int depth) {
    List<Predicate> parts = split(text, "&&").stream().map(part -> one(part, depth)).toList();
    return context -> parts.stream().allMatch(part -> part.apply(context));
  }

  private static Predicate one(String text, int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidPathException("Expected a filter nested at most " + MAX_DEPTH + " levels");
    }
    if (text.startsWith("!") && !text.startsWith("!=")) {
      Predicate inner = one(text.substring(1).strip(), depth + 1);
      return context -> !inner.apply(context);
    }
    if (text.startsWith("(") && FilterScanner.skip(text, 0) == text.length()) {
      return any(unwrapped(text), depth + 1);
    }
    List<String> sides = split(text, OPERATOR);
    if (sides.size() == 1) {
      return plain(text);
    }
    if (sides.size() != 2 || !sides.get(0).startsWith("@") || sides.get(0).contains(OPERATOR)) {
      throw new InvalidPathException(
          "Expected '@…' =~ /…/ as a comparison with a regular expression but found '"
              + text
              + "'");
    }
    return matches(JsonPath.compile("$" + sides.get(0).substring(1)), pattern(sides.get(1)));
  }

  private static Predicate plain(String text) {
    // Jayway would run a regular expression further inside.
    if (text.contains(OPERATOR) && text.contains("?")) {
      throw new InvalidPathException(
          "Expected no filter with a regular expression inside another but found '" + text + "'");
    }
    return Filter.parse("[?(" + text + ")]");
  }

  private static Predicate matches(JsonPath left, Pattern pattern) {
    return context -> {
      Object item = context.item();
      if (item == null) {
        return false; // Jayway reads nothing of a null.
      }
      try {
        Object found = left.read(item, context.configuration());
        return found instanceof JsonNode node && matches(node, pattern);
      } catch (JsonPathException missing) {
        return false;
      }
    };
  }

  /** The whole text matches; of an array, one element's does. */
  private static boolean matches(JsonNode node, Pattern pattern) {
    if (node.isArray()) {
      for (JsonNode element : node) {
        if (element.isValueNode() && matches(element, pattern)) {
          return true;
        }
      }
      return false;
    }
    return node.isValueNode() && !node.isNull() && pattern.matches(node.asText());
  }

  private static Pattern pattern(String literal) {
    int end = literal.lastIndexOf('/');
    if (!literal.startsWith("/") || end < 1) {
      throw new InvalidPathException("Expected /…/ but found '" + literal + "'");
    }
    int flags = 0;
    for (char flag : literal.substring(end + 1).toCharArray()) {
      flags |=
          switch (flag) {
            case 'i' -> Pattern.CASE_INSENSITIVE;
            case 'm' -> Pattern.MULTILINE;
            case 's' -> Pattern.DOTALL;
            default ->
                throw new InvalidPathException(
                    "Expected the flags i, m and s of a regular expression but found '"
                        + flag
                        + "'");
          };
    }
    return switch (LinearPattern.compile(literal.substring(1, end), flags)) {
      case Compiled.Valid<Pattern>(Pattern pattern) -> pattern;
      case Compiled.Invalid<Pattern>(List<CompileError> errors) ->
          throw new InvalidPathException(errors.getFirst().detail());
    };
  }

  /** Parts between the separator where it stands by itself. */
  private static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); ) {
      if (FilterScanner.at(text, i, separator)) {
        parts.add(text.substring(from, i).strip());
        int next =
            separator.equals(OPERATOR) ? FilterScanner.skip(text, i) : i + separator.length();
        from = i + separator.length();
        i = next;
      } else {
        i = FilterScanner.skip(text, i);
      }
    }
    parts.add(text.substring(from).strip());
    return parts;
  }
}
