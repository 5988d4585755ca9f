package io.passo.asl.jsonata;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $split(text, separator[, limit])}. */
final class SplitFunction extends OwnFunction {
  SplitFunction() {
    super("split", "<s-(sf)n?:a<s>>", 3);
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    Object separator = argument(arguments, 1);
    if (!(arguments.getFirst() instanceof String text)) {
      return null;
    }
    double limit = Texts.limit(argument(arguments, 2), "D3020", "Third argument of split function");
    Run.current().charge(text.length() / 8);
    return switch (separator) {
      case null -> List.of(text);
      case String part when part.isEmpty() -> characters(text, limit);
      case String part -> split(text, part, limit);
      default -> split(text, Texts.regex(separator), limit);
    };
  }

  private static List<String> characters(String text, double limit) {
    List<String> parts = new ArrayList<>();
    text.codePoints()
        .limit((long) Math.min(limit, text.length()))
        .forEach(c -> parts.add(Character.toString(c)));
    return parts;
  }

  private static List<String> split(String text, String separator, double limit) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (parts.size() < Math.floor(limit)) {
      int at = text.indexOf(separator, from);
      parts.add(text.substring(from, at < 0 ? text.length() : at));
      if (at < 0) {
        break;
      }
      from = at + separator.length();
    }
    return parts;
  }

  private static List<String> split(String text, Regex separator, double limit) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = separator.matcher(text);
    int from = 0;
    while (parts.size() < limit) {
      if (!Regex.find(matcher)) {
        parts.add(text.substring(from));
        break;
      }
      parts.add(text.substring(from, matcher.start()));
      from = matcher.end();
    }
    return parts;
  }
}
