package io.passo.asl.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses {@code States.Name(argument, …)} (asl.md §2.2).
 *
 * <pre>
 * call     = "States." name "(" [ argument *( "," argument ) ] ")"
 * argument = call / path / "'" text "'" / number / "true" / "false" / "null"
 * </pre>
 */
public final class IntrinsicParser {
  /** Calls that one field may contain. */
  public static final int MAX_CALLS = 10;

  private static final Pattern NAME = Pattern.compile("States\\.[A-Za-z0-9]+");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern WORD = Pattern.compile("true|false|null");

  private final String text;
  private int position;
  private int calls;

  private IntrinsicParser(String text) {
    this.text = text;
  }

  /**
   * Parses a whole field value.
   *
   * @throws IntrinsicSyntaxException if it is not exactly one call, with what was expected where
   */
  public static IntrinsicSyntax.Call parse(String text) throws IntrinsicSyntaxException {
    IntrinsicParser parser = new IntrinsicParser(text);
    parser.skipSpace();
    IntrinsicSyntax.Call call = parser.call();
    parser.skipSpace();
    if (parser.position < text.length()) {
      throw parser.expected("the end");
    }
    return call;
  }

  private IntrinsicSyntax.Call call() throws IntrinsicSyntaxException {
    if (++calls > MAX_CALLS) {
      throw expected("at most " + MAX_CALLS + " calls");
    }
    String name = match(NAME, "a function such as States.Format");
    take('(');
    List<IntrinsicSyntax> arguments = new ArrayList<>();
    skipSpace();
    if (!peek(')')) {
      arguments.add(argument());
      while (peek(',')) {
        take(',');
        arguments.add(argument());
      }
    }
    take(')');
    return new IntrinsicSyntax.Call(name, arguments);
  }

  private IntrinsicSyntax argument() throws IntrinsicSyntaxException {
    skipSpace();
    if (position == text.length()) {
      throw expected("an argument");
    }
    IntrinsicSyntax argument =
        switch (text.charAt(position)) {
          case '\'' -> string();
          case '$' -> path();
          case 'S' -> call();
          case 't', 'f', 'n' -> word();
          default -> number();
        };
    skipSpace();
    return argument;
  }

  private IntrinsicSyntax string() throws IntrinsicSyntaxException {
    int start = position + 1;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        position = i + 1;
        return new IntrinsicSyntax.Text(text.substring(start, i));
      }
      if (c == '\\') {
        i++;
      }
    }
    throw expected("a closing quote");
  }

  /**
   * A path ends at a comma or parenthesis that is not inside brackets, a function's parentheses or
   * quotes.
   */
  private IntrinsicSyntax path() throws IntrinsicSyntaxException {
    int start = position;
    int depth = 0;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (depth == 0 && (c == ',' || c == ')')) {
        break;
      }
      if (c == '[' || c == '(') {
        depth++;
      } else if (c == ']' || c == ')') {
        depth--;
      } else if (depth > 0 && (c == '\'' || c == '"')) {
        skipQuoted(c);
      }
      position++;
    }
    return new IntrinsicSyntax.Path(text.substring(start, position).strip());
  }

  private void skipQuoted(char quote) throws IntrinsicSyntaxException {
    for (int i = position + 1; i < text.length(); i++) {
      if (text.charAt(i) == quote) {
        position = i;
        return;
      }
      if (text.charAt(i) == '\\') {
        i++;
      }
    }
    throw expected("a closing quote");
  }

  private IntrinsicSyntax word() throws IntrinsicSyntaxException {
    JsonNode value =
        switch (match(WORD, "true, false or null")) {
          case "true" -> BooleanNode.TRUE;
          case "false" -> BooleanNode.FALSE;
          default -> NullNode.getInstance();
        };
    return new IntrinsicSyntax.Literal(value);
  }

  private IntrinsicSyntax number() throws IntrinsicSyntaxException {
    String number =
        match(NUMBER, "an argument: a path, a number, a 'string', true, false, null or a call");
    try {
      return new IntrinsicSyntax.Literal(Json.parse(number).node());
    } catch (InvalidJsonException e) {
      throw expected("a number");
    }
  }

  private String match(Pattern pattern, String what) throws IntrinsicSyntaxException {
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      throw expected(what);
    }
    position = matcher.end();
    return matcher.group();
  }

  private boolean peek(char c) {
    return position < text.length() && text.charAt(position) == c;
  }

  private void take(char c) throws IntrinsicSyntaxException {
    if (!peek(c)) {
      throw expected("'" + c + "'");
    }
    position++;
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private IntrinsicSyntaxException expected(String what) {
    return new IntrinsicSyntaxException(
        "Expected " + what + " at position " + position + " of '" + text + "'");
  }
}
