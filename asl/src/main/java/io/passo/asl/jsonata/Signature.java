package io.passo.asl.jsonata;

import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The types of a function's arguments, in the notation of the language ({@code <s-nn?:s>}) and with
 * the checks and errors of the reference implementation. The library's own takes {@code null} for
 * an argument that is missing, and names other arguments and types in its errors.
 */
final class Signature {
  private static final char MISSING = 'm';
  private static final Map<Character, String> MEMBERS =
      Map.of(
          'a',
          "arrays",
          'b',
          "booleans",
          'f',
          "functions",
          'n',
          "numbers",
          'o',
          "objects",
          's',
          "strings");

  private final String function;
  private final List<Parameter> parameters;
  private final Pattern pattern;

  private Signature(String function, List<Parameter> parameters) {
    this.function = function;
    this.parameters = parameters;
    StringBuilder all = new StringBuilder();
    parameters.forEach(each -> all.append('(').append(each.pattern()).append(')'));
    this.pattern = Pattern.compile(all.toString());
  }

  /**
   * One parameter, or several of a type.
   *
   * @param types symbols of the types it takes, as a class of a regular expression
   * @param times {@code ""}, {@code ?} or {@code +}
   * @param array takes an array; a single value becomes one
   * @param member symbol of the type of an array's members; {@link #MISSING} = any
   * @param context the context value stands in for it
   */
  private record Parameter(
      String types, String times, boolean array, char member, boolean context) {
    String pattern() {
      return types + times;
    }
  }

  /**
   * @param function name without {@code $}
   * @param notation in angle brackets
   */
  static Signature of(String function, String notation) {
    List<Parameter> parameters = new ArrayList<>();
    int end = notation.lastIndexOf(':');
    String text = notation.substring(1, end < 0 ? notation.length() - 1 : end);
    int at = 0;
    while (at < text.length()) {
      int close = at + 1;
      if (text.charAt(at) == '(') {
        close = text.indexOf(')', at) + 1;
      }
      String type = text.substring(at, close);
      char member = MISSING;
      if (close < text.length() && text.charAt(close) == '<') {
        member = text.charAt(close + 1);
        close = text.indexOf('>', close) + 1;
      }
      char times = close < text.length() ? text.charAt(close) : ' ';
      boolean context = times == '-';
      boolean marked = context || times == '?' || times == '+';
      parameters.add(
          new Parameter(
              types(type),
              context ? "?" : marked ? String.valueOf(times) : "",
              type.equals("a"),
              member,
              context));
      at = marked ? close + 1 : close;
    }
    return new Signature(function, List.copyOf(parameters));
  }

  /** What an array of members of a type is an array of. */
  static String members(@Nullable Object symbol) {
    String text = String.valueOf(symbol);
    return text.length() == 1 ? MEMBERS.getOrDefault(text.charAt(0), text) : text;
  }

  private static String types(String type) {
    return switch (type) {
      case "a", "x" -> "[asnblfom]";
      case "j" -> "[asnblom]";
      case "f" -> "f";
      default -> "[" + type.replaceAll("[()]", "") + MISSING + "]";
    };
  }

  /**
   * Arguments as the function takes them: one for each parameter at least, null where there is
   * none.
   *
   * @throws JsonataError T0410 to T0412
   */
  List<@Nullable Object> validate(List<?> arguments, @Nullable Object context) {
    String symbols = symbols(arguments);
    Matcher matcher = pattern.matcher(symbols);
    if (!matcher.matches()) {
      throw mismatch(symbols);
    }
    List<@Nullable Object> valid = new ArrayList<>(parameters.size());
    int next = 0;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      int matched = matcher.end(i + 1) - matcher.start(i + 1);
      if (matched == 0) {
        valid.add(parameter.context() ? standIn(parameter, context, next) : null);
      }
      for (int end = next + matched; next < end; next++) {
        Object argument = arguments.get(next);
        valid.add(parameter.array() ? array(parameter, argument, next) : argument);
      }
    }
    return valid;
  }

  private @Nullable Object standIn(Parameter parameter, @Nullable Object context, int index) {
    if (parameter.types().indexOf(symbol(context)) < 0) {
      throw new JsonataError(
          "T0411",
          "Context value is not a compatible type with argument %d of function \"%s\""
              .formatted(index + 1, function));
    }
    return context;
  }

  private @Nullable Object array(Parameter parameter, @Nullable Object argument, int index) {
    if (argument == null) {
      return null;
    }
    List<?> members = argument instanceof List<?> list ? list : List.of(argument);
    if (parameter.member() != MISSING) {
      for (Object member : members) {
        if (symbol(member) != parameter.member()) {
          throw new JsonataError(
              "T0412",
              "Argument %d of function \"%s\" must be an array of \"%s\""
                  .formatted(index + 1, function, MEMBERS.get(parameter.member())));
        }
      }
    }
    return members;
  }

  /** Says which argument is the first that no parameter takes. */
  private JsonataError mismatch(String symbols) {
    StringBuilder start = new StringBuilder();
    int good = 0;
    for (Parameter parameter : parameters) {
      start.append(parameter.pattern());
      Matcher matcher = Pattern.compile(start.toString()).matcher(symbols);
      if (!matcher.lookingAt()) {
        break;
      }
      good = matcher.end();
    }
    return new JsonataError(
        "T0410",
        "Argument %d of function \"%s\" does not match function signature"
            .formatted(good + 1, function));
  }

  private static String symbols(List<?> values) {
    StringBuilder symbols = new StringBuilder(values.size());
    values.forEach(value -> symbols.append(symbol(value)));
    return symbols.toString();
  }

  private static char symbol(@Nullable Object value) {
    return switch (value) {
      case null -> MISSING;
      case String text -> 's';
      case Number number -> 'n';
      case Boolean truth -> 'b';
      case List<?> list -> 'a';
      case Map<?, ?> map -> 'o';
      default -> value == Jsonata.NULL_VALUE ? 'l' : 'f';
    };
  }
}
