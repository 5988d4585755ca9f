package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.passo.asl.path.CompileError;
import io.passo.asl.path.Compiled;
import io.passo.asl.path.LinearPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as a function: called with text it gives the first match and, as {@code
 * next}, a function for the one behind it. Matches in linear time, so look-around and
 * back-references are not supported.
 */
final class Regex extends OwnFunction {
  private final Pattern pattern;

  private Regex(Pattern pattern) {
    super("regex", "<s:o>", 1);
    this.pattern = pattern;
  }

  /** Compiles a pattern with the flags {@code i} and {@code m}. */
  static Regex compile(String pattern, String flags) throws InvalidRegexException {
    int options =
        (flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0)
            | (flags.contains("m") ? Pattern.MULTILINE : 0);
    return switch (LinearPattern.compile(pattern.replace("\\/", "/"), options)) {
      case Compiled.Valid<Pattern>(Pattern compiled) -> new Regex(compiled);
      case Compiled.Invalid<Pattern>(List<CompileError> errors) ->
          throw new InvalidRegexException(errors.getFirst().message());
    };
  }

  /** A matcher, paid for by what it takes to go through the text once. */
  Matcher matcher(String text) {
    Run.current().charge(text.length() * (1L + pattern.programSize() / 64));
    return pattern.matcher(text);
  }

  /** The next match; as in the reference implementation it must not be empty. */
  static boolean find(Matcher matcher) {
    boolean found = matcher.find();
    if (found && matcher.end() == matcher.start()) {
      throw new JsonataError("D1004", "Regular expression matches zero length string");
    }
    return found;
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    return arguments.getFirst() instanceof String text ? next(matcher(text)) : null;
  }

  private static @Nullable Map<String, @Nullable Object> next(Matcher matcher) {
    if (!find(matcher)) {
      return null;
    }
    Map<String, @Nullable Object> match = new LinkedHashMap<>();
    match.put("match", matcher.group());
    match.put("start", matcher.start());
    match.put("end", matcher.end());
    match.put("groups", groups(matcher));
    match.put("next", (Jsonata.Fn0<@Nullable Object>) () -> next(matcher));
    return match;
  }

  /** What the groups of the latest match captured; null for those that took no part. */
  static List<@Nullable String> groups(Matcher matcher) {
    List<@Nullable String> groups = new ArrayList<>(matcher.groupCount());
    for (int i = 1; i <= matcher.groupCount(); i++) {
      groups.add(matcher.group(i));
    }
    return groups;
  }
}
